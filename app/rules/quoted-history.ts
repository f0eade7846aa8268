/**
 * Where a mail stops being new: the history its writer's program quoted below it. Pure; text only.
 * Source: RFC 3676 4.5 (quote marks); the attribution lines and header blocks are those of Outlook, Gmail, Apple Mail and
 * Thunderbird in the languages of the window.
 */
export interface SplitMail {
  readonly fresh: string;
  /** Null when nothing is quoted, or when the writer answered between the quoted lines. */
  readonly quoted: string | null;
}

const QUOTED_LINE = /^\s*>/;
const DIVIDER =
  /^\s*-{2,}\s*(Original Message|Ursprüngliche Nachricht|Message d['’]origine|Messaggio originale|Forwarded message|Weitergeleitete Nachricht|Message transféré|Messaggio inoltrato|元のメッセージ|転送されたメッセージ)\s*-{2,}\s*$/i;
const HEADER_FROM = /^\s*\*?(From|Von|De|Da|差出人|送信者)\s*[:：]\*?\s*\S/;
const HEADER_NEXT = /^\s*\*?(Sent|Date|Gesendet|Datum|Envoyé|Inviato|Data|To|An|À|A|送信日時|日時|宛先)\s*[:：]/;
const ATTRIBUTION = /(wrote|schrieb.*|a écrit|ha scritto|writes|さんは書きました|のメール)\s*[:：]\s*$/i;
const ATTRIBUTION_BEGINS = /^\s*(On|Am|Le|Il)\b/;

const SIGNATURE = /^-- ?$/m;
/** Runs of blanks, and blanks that are no plain space; single spaces, the bulk of every text, stay untouched. */
const BLANKS = /\s{2,}|[^\S ]/gu;

/** An Outlook header block has its second field within so many lines. */
const HEADER_LINES = 3;
/** An attribution is broken over at most so many lines. */
const ATTRIBUTION_LINES = 3;

export function splitQuotedHistory(text: string): SplitMail {
  const lines = text.split(/\r?\n/);
  const at = [dividerAt(lines), headerBlockAt(lines), trailingQuoteAt(lines)].filter((line) => line >= 0);
  const start = Math.min(...at);
  if (at.length === 0) return { fresh: text, quoted: null };
  const fresh = lines.slice(0, start).join('\n').trimEnd();
  return fresh === '' ? { fresh: text, quoted: null } : { fresh, quoted: lines.slice(start).join('\n').trim() };
}

/**
 * What the writer said, for lists: without the history below it and without the signature, on one line.
 * Source: RFC 3676 4.3 ("-- " alone on a line; mail programs and gateways lose the blank).
 */
export function ownWords(text: string): string {
  const { fresh } = splitQuotedHistory(text);
  const signature = fresh.search(SIGNATURE);
  return oneLine(signature > 0 ? fresh.slice(0, signature) : fresh);
}

/** A text with its line breaks and other runs of blanks as single spaces. */
export function oneLine(text: string): string {
  return text.replace(BLANKS, ' ').trim();
}

/** Whether lines begin as Outlook begins what it quotes: "From: …", and "Sent: …" or "To: …" soon after. */
export function beginsHeaderBlock([first = '', ...others]: readonly string[]): boolean {
  return HEADER_FROM.test(first) && others.slice(0, HEADER_LINES).some((line) => HEADER_NEXT.test(line));
}

/** Whether a line announces a quote: "On Thursday Ana wrote:". */
export function isAttribution(line: string): boolean {
  return ATTRIBUTION.test(line.trimEnd());
}

function dividerAt(lines: readonly string[]): number {
  return lines.findIndex((line) => DIVIDER.test(line));
}

function headerBlockAt(lines: readonly string[]): number {
  const from = lines.findIndex((_, at) => beginsHeaderBlock(lines.slice(at, at + 1 + HEADER_LINES)));
  const isRuled = from > 0 && /^\s*_{8,}\s*$/.test(lines[from - 1] ?? '');
  return isRuled ? from - 1 : from;
}

/** The quoted lines at the very end, with the "… wrote:" above them; -1 when new text follows the quote. */
function trailingQuoteAt(lines: readonly string[]): number {
  const isQuoteOrBlank = (line: string | undefined) =>
    line !== undefined && (QUOTED_LINE.test(line) || line.trim() === '');
  let start = lines.length;
  while (start > 0 && isQuoteOrBlank(lines[start - 1])) start -= 1;
  if (!lines.slice(start).some((line) => QUOTED_LINE.test(line))) return -1;
  return start - attributionCount(lines.slice(0, start));
}

/** How many of the last lines are the attribution: from its first word to the line that ends it; 0 when there is none. */
function attributionCount(above: readonly string[]): number {
  if (!isAttribution(above.at(-1) ?? '')) return 0;
  const last = above.slice(-ATTRIBUTION_LINES);
  const begin = last.findLastIndex((line) => ATTRIBUTION_BEGINS.test(line));
  return begin < 0 ? 1 : last.length - begin;
}
