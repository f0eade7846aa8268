import { chanceOf, type Chance } from '../chance.ts';

export const LANGUAGES = ['en', 'de', 'fr', 'it', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The words that hold a text together; nearly every mail has them. */
const COMMON: Readonly<Record<Language, string>> = {
  en: `the of and to in a is that for it you was on are we with be this have from or as your will at can not if about our would`,
  de: `die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch als an nach wie im für`,
  fr: `de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec nous cette vous mais`,
  it: `di e il la che in un a per è una sono con non del si da come le dei nel alla più anche ma questo della ha lo al`,
  ja: `の に は を た が で て と し れ さ ある いる も する から な こと として い や など なっ ない この ため その あっ よう また`,
};
/** What a seller writes about. */
const TRADE: Readonly<Record<Language, string>> = {
  en: 'order offer price delivery week valve pump meeting invoice question customer quantity discount drawing thanks please',
  de: 'Angebot Lieferung Preis Bestellung Woche Ventil Pumpe Rechnung Termin Frage Menge Grüße Kunde Rabatt Zeichnung bitte',
  fr: 'commande offre prix livraison semaine pompe réunion facture question client quantité remise dessin merci vanne délai',
  it: 'ordine offerta prezzo consegna settimana valvola pompa riunione fattura domanda cliente quantità sconto disegno grazie',
  ja: '注文 見積 価格 納期 来週 バルブ ポンプ 会議 請求書 質問 お客様 数量 割引 図面 確認 お願いします ありがとうございます',
};
const SYLLABLES: Readonly<Record<Language, string>> = {
  en: 'ab ac al an ar at be ble com con de der ed el en er est ex fer ful gen ing ish land ley ly ment mer ness or per pre ring sel ter tion un ver ward wen',
  de: 'ab an auf aus be ben dung ein ell en er fahr ge gen hal heit ich ig kei kraft lich lung mes nis prüf rat schaft sen stell ter tung über ung ver vor werk zeug',
  fr: 'ai al ance au bre cer com cre dé den eau el em en eur ier ille ique ir lon mai ment mon né on ou pré quel ral res sion sou té tion tre uel ure vé',
  it: 'al an are ato bel ca cen chi co con da der en es fer gia gra in ione ità la lo ma men mo na no or per pre ra re ri san sta te to tra ver zio',
  ja: '機 械 部 品 製 造 工 場 技 術 管 理 検 査 設 計 材 料 加 工 圧 力 温 度 流 量 配 管 輸 送 契 約 保 証 予 算 担 当 資 料 報 告',
};
const WORDS = 12_000;
/** Words of a mail are as unequal as those of a language: the n-th is about 1/n as frequent (Zipf). */
const COMMON_SHARE = 45;
const TRADE_SHARE = 8;

export interface Vocabulary {
  word(chance: Chance): string;
  /** Sentences in paragraphs, about so many words. */
  text(chance: Chance, wordCount: number): string;
}

const vocabularies = new Map<Language, Vocabulary>();

/** The same words on every machine. */
export function vocabularyOf(language: Language): Vocabulary {
  const known = vocabularies.get(language);
  if (known !== undefined) return known;
  const made = makeVocabulary(language);
  vocabularies.set(language, made);
  return made;
}

function makeVocabulary(language: Language): Vocabulary {
  const common = COMMON[language].split(' ');
  const trade = TRADE[language].split(' ');
  const syllables = SYLLABLES[language].split(' ');
  const chance = chanceOf(1 + LANGUAGES.indexOf(language));
  const rare = Array.from({ length: WORDS }, () =>
    Array.from({ length: 2 + chance.below(3) }, () => syllables[chance.below(syllables.length)]).join(''),
  );
  const isSpaced = language !== 'ja';
  const stop = isSpaced ? '.' : '。';
  const word = (by: Chance): string => {
    const lot = by.below(100);
    if (lot < COMMON_SHARE) return common[by.below(common.length)] ?? '';
    if (lot < COMMON_SHARE + TRADE_SHARE) return trade[by.below(trade.length)] ?? '';
    // The square of a number below 1 leans to small ones.
    const at = by.below(1_000) / 1_000;
    if (by.below(40) === 0) return String(1_000 + by.below(90_000));
    return rare[Math.floor(at * at * rare.length)] ?? '';
  };
  return {
    word,
    text(by, wordCount) {
      const sentences: string[] = [];
      for (let left = wordCount; left > 0;) {
        const length = Math.min(left, 5 + by.below(14));
        const words = Array.from({ length }, () => word(by));
        sentences.push(`${words.join(isSpaced ? ' ' : '')}${stop}`);
        left -= length;
      }
      return paragraphs(sentences, by, isSpaced ? ' ' : '');
    },
  };
}

const LINE_LENGTH = 76;

function paragraphs(sentences: readonly string[], chance: Chance, space: string): string {
  const found: string[] = [];
  for (let at = 0; at < sentences.length;) {
    const length = 1 + chance.below(5);
    found.push(wrapped(sentences.slice(at, at + length).join(space)));
    at += length;
  }
  return found.join('\n\n');
}

function wrapped(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= LINE_LENGTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
