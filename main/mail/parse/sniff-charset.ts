/** Which charset bytes are in when nobody says, or says so wrongly. Looks at a bounded beginning; linear; never throws. */
import { TextDecoder } from 'node:util';

const SNIFFED_BYTES = 32 * 1024;
const FALLBACK = 'windows-1252';
/** Letters with accents stand alone between plain ones; in other scripts bytes above 127 stand together. */
const LEAST_TOGETHER = 0.5;
/** Fewer such bytes are a name with an umlaut, not a text. */
const LEAST_HIGH = 4;

/** The most frequent characters of each language: about half of all its text. */
const SIMPLIFIED = new Set(
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应向头文体政美相见被利什二等产或新己制身果加月话合回特代内信表化老给世位次度请您谢邮件报价订单',
);
const TRADITIONAL = new Set(
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應向頭文體政美相見被利什二等產或新己制身果加月話合回特代內信表化老給世位次度請您謝郵件報價訂單',
);
const CYRILLIC = new Set('оеаинтсрвлкмдпуяы');
const KANA = /[\u3041-\u3096\u30a1-\u30fa\u30fc]/u;
const HANGUL = /[\uac00-\ud7a3]/u;

interface Guess {
  readonly charset: string;
  /** Whether a character is one that texts in this charset are full of. */
  readonly isTypical: (char: string) => boolean;
  /** Least share of such characters among those that are not ASCII. */
  readonly least: number;
}

/** The scripts whose marks are surest come first. */
const GUESSES: readonly Guess[] = [
  { charset: 'euc-jp', isTypical: (char) => KANA.test(char), least: 0.25 },
  { charset: 'shift_jis', isTypical: (char) => KANA.test(char), least: 0.25 },
  { charset: 'windows-1251', isTypical: (char) => CYRILLIC.has(char), least: 0.5 },
  { charset: 'koi8-r', isTypical: (char) => CYRILLIC.has(char), least: 0.5 },
  { charset: 'gb18030', isTypical: (char) => SIMPLIFIED.has(char), least: 0.2 },
  { charset: 'big5', isTypical: (char) => TRADITIONAL.has(char), least: 0.2 },
  { charset: 'euc-kr', isTypical: (char) => HANGUL.test(char), least: 0.7 },
];

/** @param bytes not UTF-8 */
export function sniffCharset(bytes: Uint8Array): string {
  const head = bytes.subarray(0, SNIFFED_BYTES);
  const { high, together } = highBytes(head);
  if (high < LEAST_HIGH || together < high * LEAST_TOGETHER) return FALLBACK;
  const best = GUESSES.map((guess) => ({ guess, lead: typicalShare(head, guess) / guess.least }))
    .filter(({ lead }) => lead >= 1)
    .sort((left, right) => right.lead - left.lead)[0];
  return best?.guess.charset ?? FALLBACK;
}

function highBytes(bytes: Uint8Array): { readonly high: number; readonly together: number } {
  let high = 0;
  let together = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    high += 1;
    if ((bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80) together += 1;
  }
  return { high, together };
}

/** 0 where the bytes cannot be of that charset; a character that is cut at the end does no harm. */
function typicalShare(bytes: Uint8Array, { charset, isTypical }: Guess): number {
  const text = new TextDecoder(charset).decode(bytes);
  let typical = 0;
  let other = 0;
  let bad = 0;
  for (const char of text) {
    if (char <= '\u007f') continue;
    if (char === '\ufffd' || (char >= '\u0080' && char <= '\u009f') || (char >= '\ue000' && char <= '\uf8ff')) bad += 1;
    else if (isTypical(char)) typical += 1;
    else other += 1;
  }
  return bad * 50 > typical + other ? 0 : typical / Math.max(1, typical + other);
}
