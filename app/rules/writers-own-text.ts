/**
 * What the writer of a mail wrote: without the history they quoted, their signature, and the paragraphs that lawyers put below every
 * mail. Pure; text only.
 */
import { splitQuotedHistory } from './quoted-history.ts';

const SIGNATURE = /^-- ?$/m;
const PARAGRAPH_END = /\n[^\S\n]*\n+/;
const QUOTED_LINE = /^\s*>.*$/gm;
/** No lawyer's paragraph begins later; what follows is the writer's in any case. */
const MAX_CHARS = 50_000;

/** What lawyers' paragraphs speak of. One of these alone is ordinary; two in one paragraph are not. */
const LEGAL_TOPICS: readonly RegExp[] = [
  // Whom it is for.
  /intended (only |solely |exclusively )?for|(intended|named) recipient|addressee|(Empfänger|Adressat\w*) (bestimmt|vorgesehen)|(richtige|beabsichtigte|angegebene)\w* (Empfänger|Adressat)|(seul|intention|attention).{0,40}destinataires?|destinataire (désigné|prévu)|destinatari[oa]?\b|(宛先|名宛人|受信者|受取人)/i,
  // That it may have gone astray.
  /in error|by mistake|irrtümlich|versehentlich|par erreur|per errore|誤って|誤送信|お心当たり/i,
  // What is to be done then.
  /(delete|destroy) (it|this|the|all)|(notify|inform|advise) (the )?(sender|us)|(löschen|vernichten) Sie|(informieren|benachrichtigen|verständigen) Sie|(supprimer|détruire|effacer)|(avertir|prévenir|informer) (l['’]|immédiatement|son )|(cancellar|eliminar|distrugger)|(avvis|inform)\w+ (il |immediatamente|subito)|(削除|破棄|消去)|送信者/i,
  // What is forbidden.
  /(unauthori[sz]ed|prohibited|not permitted|not authori[sz]ed)|(unbefugt|unerlaubt|nicht gestattet|untersagt)|(interdite?s?\b|non autorisée?)|(vietat|proibit|non autorizzat)|(禁止|禁じ)/i,
  // What protects it.
  /(legally |may be )?privileged|rechtlich geschützt|secret professionnel|segreto professionale|(D\.? ?Lgs|GDPR|RGPD|DSGVO)|(秘匿|法的)/i,
];
const LEGAL_HEADING =
  /^\W*(confidentiality (notice|note|statement)|(e-?mail )?disclaimer|Vertraulichkeitshinweis|Rechtlicher Hinweis|Haftungsausschluss|avis de confidentialité|clause de confidentialité|avviso di riservatezza|clausola di riservatezza|(免責|注意)事項)/i;
/** A paragraph that speaks of the mail itself: at the end of a mail it stands below all of them. */
const ABOUT_THE_MAIL =
  /^\W*((the (contents|information) (of|in|contained in) )?this (e-?mail|message|communication|transmission)|(der Inhalt |die in )?diese[rs]? (E-?Mail|Nachricht|Mitteilung)|(les informations contenues dans )?(ce (message|courriel|mail|courrier)|cet e-?mail|le présent (message|courriel|e-?mail))|(le informazioni contenute (in |nel |nella ))?(questo messaggio|questa (e-?mail|comunicazione)|(la )?presente (e-?mail|comunicazione)|(il )?presente messaggio)|(この|本)(電子)?(メール|メッセージ))/i;

export function writersOwnText(text: string): string {
  // A mail that is nothing but history gets a first line, so that all of it counts as history.
  const fresh = splitQuotedHistory(`.\n${text.slice(0, MAX_CHARS)}`).fresh.slice(2);
  const signature = fresh.search(SIGNATURE);
  const unsigned = (signature < 0 ? fresh : fresh.slice(0, signature)).replace(QUOTED_LINE, '');
  return withoutLegalText(unsigned.split(PARAGRAPH_END)).join('\n\n').trim();
}

function withoutLegalText(paragraphs: readonly string[]): readonly string[] {
  const own = paragraphs.filter((paragraph) => !isLegalText(paragraph));
  const last = own.findLastIndex((paragraph) => !ABOUT_THE_MAIL.test(paragraph));
  return own.slice(0, last + 1).concat(last < 0 ? own : []);
}

function isLegalText(paragraph: string): boolean {
  return LEGAL_HEADING.test(paragraph) || LEGAL_TOPICS.filter((topic) => topic.test(paragraph)).length >= 2;
}
