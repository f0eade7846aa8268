/** What a robot that answers for somebody tells. Pure; linear in a bounded beginning of the text. */
import type { UnixMs } from '../domain/ids.ts';
import type { AutoReplyDetails } from '../domain/mail-details.ts';

export interface AnsweredMail {
  readonly subject: string;
  readonly text: string;
  /** The year of a date that is written without one. */
  readonly sentAt: UnixMs;
  /** RFC 8098. */
  readonly isReceipt: boolean;
}

const MOST_CHARS = 4000;
const AWAY =
  /out of (?:the )?office|\b(?:on )?(?:vacation|holiday|annual leave|parental leave|maternity leave|leave)\b|\baway\b|not in the office|abwesen|nicht im (?:büro|haus)|urlaub|absen(?:t|ce)|congés?\b|vacances|fuori (?:ufficio|sede)|assen(?:te|za)|ferie\b|不在|休暇|休業/i;
const UNTIL =
  /(?:until|till|through|thru|\bto\b|up to(?: and including)?|bis(?: einschließlich| zum| inklusive)?|jusqu['’]au|au\b|fino al?|al\b)\s+(?:and including\s+)?(?:the\s+)?(?:[a-zäöüéèì]{2,12}\.?,?\s+)?(?:den\s+|le\s+|il\s+)?/giu;
const BACK =
  /(?:back (?:in the office )?(?:on|from)|return(?:ing)?(?: to the office)? on|available (?:again )?(?:on|from)|wieder (?:da|erreichbar|im büro|zurück)(?: ab| am)?|ab dem|(?:zurück|wieder) (?:am|ab)|de retour le|retour le|di nuovo (?:in ufficio )?(?:il|dal)|rientr\w{1,6} il|tornerò il)\s+(?:the\s+)?(?:[a-zäöüéèì]{2,12}\.?,?\s+)?(?:den\s+|le\s+|il\s+)?/giu;
const MONTHS = [
  /^(?:jan|gen|1月)/i,
  /^(?:feb|fév|fev)/i,
  /^(?:mar(?!d)|mär|maer)/i,
  /^(?:apr|avr)/i,
  /^(?:may|mai|mag)/i,
  /^(?:jun|juin|giu)/i,
  /^(?:jul|juil|lug)/i,
  /^(?:aug|aoû|aou|ago)/i,
  /^(?:sep|set)/i,
  /^(?:oct|okt|ott)/i,
  /^(?:nov)/i,
  /^(?:dec|dez|déc|dic)/i,
];
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})\b/;
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2})\b)?/;
const SLASHED = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?\b/;
const DAY_MONTH = /^(\d{1,2})(?:st|nd|rd|th|\.|er|º)?\s+(?:of\s+|de\s+)?(\p{L}{3,12})\.?,?(?:\s+(\d{4}))?/u;
const MONTH_DAY = /^(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?\b/u;
const JAPANESE = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:\s*[（(][^）)]{1,3}[）)])?\s*まで/u;
const DAY_MS = 86_400_000;
/** A date without a year lies in the months around the mail. */
const PAST_MS = 60 * DAY_MS;

export function autoReplyDetails({ subject, text, sentAt, isReceipt }: AnsweredMail): AutoReplyDetails {
  if (isReceipt) return { kind: 'auto-reply', sort: 'receipt', awayUntil: null };
  const said = `${subject}\n${text.slice(0, MOST_CHARS)}`;
  if (!AWAY.test(said)) return { kind: 'auto-reply', sort: 'answer', awayUntil: null };
  return { kind: 'auto-reply', sort: 'away', awayUntil: awayUntil(said, sentAt) };
}

function awayUntil(said: string, sentAt: UnixMs): string | null {
  const japanese = JAPANESE.exec(said);
  if (japanese !== null) return dayOf(japanese[1], Number(japanese[2]), Number(japanese[3]), sentAt, 0);
  return dateAfter(UNTIL, said, sentAt, 0) ?? dateAfter(BACK, said, sentAt, -1);
}

/** The first date that stands right behind one of the words. */
function dateAfter(words: RegExp, said: string, sentAt: UnixMs, shiftDays: number): string | null {
  for (const found of said.matchAll(words)) {
    const end = found.index + found[0].length;
    // What looks like a weekday may be the month: "until November 20th".
    const month = end - (/\S+\s+$/.exec(found[0])?.[0].length ?? 0);
    const day =
      dateAt(said.slice(end, end + 40), sentAt, shiftDays) ?? dateAt(said.slice(month, end + 40), sentAt, shiftDays);
    if (day !== null) return day;
  }
  return null;
}

function dateAt(text: string, sentAt: UnixMs, shiftDays: number): string | null {
  const iso = ISO.exec(text);
  if (iso !== null) return dayOf(iso[1], Number(iso[2]), Number(iso[3]), sentAt, shiftDays);
  const dotted = DOTTED.exec(text);
  if (dotted !== null) return dayOf(dotted[3], Number(dotted[2]), Number(dotted[1]), sentAt, shiftDays);
  const slashed = SLASHED.exec(text);
  if (slashed !== null) return slashedDay(slashed, sentAt, shiftDays);
  const dayFirst = DAY_MONTH.exec(text);
  if (dayFirst !== null) return dayOf(dayFirst[3], monthOf(dayFirst[2]), Number(dayFirst[1]), sentAt, shiftDays);
  const monthFirst = MONTH_DAY.exec(text);
  return monthFirst === null
    ? null
    : dayOf(monthFirst[3], monthOf(monthFirst[1]), Number(monthFirst[2]), sentAt, shiftDays);
}

/** 4/5 is two days: only a number above twelve, or the same twice, says which one is the day. */
function slashedDay(
  [, first = '', second = '', year]: RegExpExecArray,
  sentAt: UnixMs,
  shiftDays: number,
): string | null {
  const [left, right] = [Number(first), Number(second)];
  if (left > 12) return dayOf(year, right, left, sentAt, shiftDays);
  return right > 12 || left === right ? dayOf(year, left, right, sentAt, shiftDays) : null;
}

function monthOf(name = ''): number {
  return MONTHS.findIndex((month) => month.test(name)) + 1;
}

function dayOf(year: string | undefined, month: number, day: number, sentAt: UnixMs, shiftDays: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const sent = new Date(sentAt).getUTCFullYear();
  const given = year === undefined ? sent : Number(year.length === 2 ? `20${year}` : year);
  const date = (inYear: number): number => Date.UTC(inYear, month - 1, day) + shiftDays * DAY_MS;
  const at = year === undefined && date(given) < sentAt - PAST_MS ? date(given + 1) : date(given);
  return given < 1990 || given > 2200 ? null : new Date(at).toISOString().slice(0, 10);
}
