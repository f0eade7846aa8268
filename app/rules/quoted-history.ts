/**
 * Where a mail stops being new: the history its writer's program quoted around it. Pure; text only; linear.
 * Source: RFC 3676 4.5 (quote marks); attributions, header blocks and dividers are those of Outlook, Gmail, Apple Mail, Thunderbird,
 * Lotus Notes and Yahoo (`quote-words.ts`).
 */
import {
  ATTRIBUTION_BEGINS,
  ATTRIBUTION_BEGINS_WITH_NAME,
  ATTRIBUTION_DATED,
  ATTRIBUTION_ENDS,
  DIVIDER,
  HEADER_FROM,
  HEADER_LABEL,
  MOBILE_SIGNATURE,
  NOTES_DATE,
  NOTES_SUBJECT,
  NOTES_TO,
} from './quote-words.ts';

export interface SplitMail {
  /** What was quoted before the new text, by those who answer below; null where nothing was. */
  readonly quotedAbove: string | null;
  readonly fresh: string;
  /** Null when nothing is quoted at the end, or when the writer answered between the quoted lines. */
  readonly quoted: string | null;
}

/** `>:` and `> wrote:` are the end of an attribution that was broken behind an address. */
const QUOTED_LINE = /^\s*>(?!\s*(?:wrote|schrieb|a écrit|ha scritto)?\s*[:：]\s*$)/;
/** What every attribution with a verb has, and few lines do: looked for first, because it is found quickly. */
const ENDS_WITH_COLON = /[:：][\s*_-]*$/;
const HAS_COLON = /[:：]/;
const RULE = /^[\s>]*[-_=*]{5,}\s*$/;
const SIGNATURE_LINE = /^\s*-- ?$/;
/** Runs of blanks, and blanks that are no plain space; single spaces, the bulk of every text, stay untouched. */
const BLANKS = /\s{2,}|[^\S ]/gu;

/** An Outlook header block has its second field within so many lines, and all of them within so many. */
const HEADER_LINES = 3;
const BLOCK_LINES = 12;
/** The fields of Lotus Notes have blank lines between them. */
const NOTES_LINES = 20;
/** An attribution is broken over at most so many lines, and is never longer than a few addresses. */
const ATTRIBUTION_LINES = 4;
const LONGEST_ATTRIBUTION = 500;
/** A quoted line that may have been broken is at least so long. */
const BROKEN_LINE = 60;
/** A signature that hides what follows it has no more lines. */
const SIGNATURE_LINES = 20;

/** A stretch of quoted lines, from its attribution to its last line. */
interface Quote {
  readonly start: number;
  readonly end: number;
}

export function splitQuotedHistory(text: string): SplitMail {
  const lines = text.split(/\r?\n/);
  const cut = historyAt(lines);
  const quotes = quotesIn(lines.slice(0, cut));
  const last = quotes.at(-1);
  const first = quotes[0];
  const isTrailing = last !== undefined && !hasOwnWords(lines.slice(last.end, cut));
  const end = isTrailing ? last.start : cut;
  const isBelow = first !== undefined && first !== last ? false : first !== undefined && !isTrailing;
  const start = isBelow && first !== undefined && isBlank(lines.slice(0, first.start)) ? first.end : 0;
  const fresh = lines.slice(start, end).join('\n').trimEnd();
  if (fresh.trim() === '' || (start === 0 && end === lines.length))
    return { quotedAbove: null, fresh: text, quoted: null };
  return {
    quotedAbove: start === 0 ? null : lines.slice(0, start).join('\n').trim(),
    fresh: start === 0 ? fresh : fresh.replace(/^\s*\n/, ''),
    quoted: end === lines.length ? null : lines.slice(end).join('\n').trim(),
  };
}

/**
 * What the writer said: without the history around it, without what stands quoted between it, and without the signature.
 * Source: RFC 3676 4.3 ("-- " alone on a line; mail programs and gateways lose the blank).
 */
export function ownText(text: string): string {
  const { fresh } = splitQuotedHistory(text);
  const signed = withoutSignature(fresh.split(/\r?\n/));
  const quotes = quotesIn(signed);
  const kept = signed.filter((_, at) => !quotes.some(({ start, end }) => at >= start && at < end));
  const own = (isBlank(kept) ? signed : kept)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return own === '' ? fresh.trim() : own;
}

/** The same on one line, for lists. */
export function ownWords(text: string): string {
  return oneLine(ownText(text));
}

/** A text with its line breaks and other runs of blanks as single spaces. */
export function oneLine(text: string): string {
  return text.replace(BLANKS, ' ').trim();
}

/** Whether Outlook begins what it quotes at a line: "From: …", and "Sent: …" or "To: …" soon after. */
export function beginsHeaderBlock(lines: readonly string[], at = 0): boolean {
  const first = lines[at] ?? '';
  if (!HAS_COLON.test(first) || !HEADER_LABEL.test(first)) return false;
  const filled = lines.slice(at, at + BLOCK_LINES).filter((line) => line.trim() !== '');
  const stop = filled.findIndex((line) => !HEADER_LABEL.test(line) && !/^[\s>]+\S|^\S+@\S+/.test(line));
  const block = (stop < 0 ? filled : filled.slice(0, stop)).filter((line) => HEADER_LABEL.test(line));
  if (HEADER_FROM.test(first)) return filled.slice(1, 1 + HEADER_LINES).some((line) => HEADER_LABEL.test(line));
  return block.length >= 3 && block.some((line) => HEADER_FROM.test(line));
}

/** Whether a line announces a quote: "On Thursday Ana wrote:". */
export function isAttribution(line: string): boolean {
  return isAnnouncement(line.trim());
}

function isAnnouncement(line: string): boolean {
  if (line.length > LONGEST_ATTRIBUTION) return false;
  return (ENDS_WITH_COLON.test(line) && ATTRIBUTION_ENDS.test(line)) || ATTRIBUTION_DATED.test(line);
}

function beginsAttribution(line: string): boolean {
  return ATTRIBUTION_BEGINS.test(line) || (line.includes('<') && ATTRIBUTION_BEGINS_WITH_NAME.test(line));
}

/** Whether it also says when, so that it announces even what bears no quote marks. */
function isFullAttribution(line: string): boolean {
  const hasTime = /\d{1,2}[:.h]\d{2}|\b\d{4}\b|\d{1,2}月/.test(line);
  return isAnnouncement(line) && hasTime && (beginsAttribution(line) || ATTRIBUTION_DATED.test(line));
}

/** The line from which on everything is history without quote marks; the number of lines when there is none. */
function historyAt(lines: readonly string[]): number {
  for (const [at, line] of lines.entries()) {
    if (line.length > LONGEST_ATTRIBUTION || line.trim() === '') continue;
    const isHistory = DIVIDER.test(line) || beginsHeaderBlock(lines, at) || announcesUnquoted(lines, at);
    if (isHistory && !isBlank(lines.slice(0, at))) return withRuleAbove(lines, at);
    const sender = NOTES_DATE.test(line) && beginsNotesBlock(lines, at) ? lastFilled(lines, at) : -1;
    if (sender >= 0 && !isBlank(lines.slice(0, sender))) return sender;
  }
  return lines.length;
}

/** An attribution, over one line or several, with no quoted line behind it. */
function announcesUnquoted(lines: readonly string[], at: number): boolean {
  if (QUOTED_LINE.test(lines[at] ?? '')) return false;
  const count = attributionLength(lines, at);
  if (count === 0 || !isFullAttribution(joined(lines.slice(at, at + count)))) return false;
  const next = lines.slice(at + count).find((line) => line.trim() !== '');
  return next !== undefined && !QUOTED_LINE.test(next);
}

/** How many lines from here on make an attribution; 0 when they make none. */
function attributionLength(lines: readonly string[], at: number): number {
  if (!beginsAttribution(lines[at] ?? '') && !isAnnouncement((lines[at] ?? '').trim())) return 0;
  for (let count = 1; count <= ATTRIBUTION_LINES && at + count <= lines.length; count += 1) {
    if (count > 1 && (lines[at + count - 1] ?? '').trim() === '') return 0;
    if (isAnnouncement(joined(lines.slice(at, at + count)))) return count;
  }
  return 0;
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join(' ');
}

/** Whether the fields of Lotus Notes follow a date: to whom, and about what. */
function beginsNotesBlock(lines: readonly string[], date: number): boolean {
  const filled = lines.slice(date + 1, date + 1 + NOTES_LINES).filter((line) => line.trim() !== '');
  return NOTES_TO.test(filled[0] ?? '') && filled.some((line) => NOTES_SUBJECT.test(line));
}

/** The last line above that is not blank; -1 when there is none. */
function lastFilled(lines: readonly string[], before: number): number {
  return lines.slice(0, before).findLastIndex((line) => line.trim() !== '');
}

/** The ruled line that Outlook draws above what it quotes. */
function withRuleAbove(lines: readonly string[], at: number): number {
  const above = lastFilled(lines, at);
  return above >= 0 && RULE.test(lines[above] ?? '') ? above : at;
}

function quotesIn(lines: readonly string[]): readonly Quote[] {
  const quotes: Quote[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (!QUOTED_LINE.test(lines[at] ?? '')) continue;
    let end = at + 1;
    let next = end;
    while (next < lines.length && (QUOTED_LINE.test(lines[next] ?? '') || isOverflow(lines, next))) {
      next += 1;
      if (QUOTED_LINE.test(lines[next - 1] ?? '')) end = next;
    }
    quotes.push({ start: attributionAbove(lines, at), end });
    at = end - 1;
  }
  return quotes;
}

/** Whether a line only carries a quote on: it is blank, or the end of a quoted line that some program broke. */
function isOverflow(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line.trim() === '') return true;
  const above = lines[at - 1] ?? '';
  return (
    QUOTED_LINE.test(above) &&
    above.length >= BROKEN_LINE &&
    /^\p{Ll}/u.test(line) &&
    QUOTED_LINE.test(lines[at + 1] ?? '')
  );
}

/** The line where the attribution above a quote begins; the quote's own line when there is none. */
function attributionAbove(lines: readonly string[], quote: number): number {
  const last = lines.slice(Math.max(0, quote - 3), quote).findLastIndex((line) => line.trim() !== '');
  if (last < 0) return quote;
  const at = Math.max(0, quote - 3) + last;
  if (!isAnnouncement((lines[at] ?? '').trim()) && !/[:：]\s*$/.test(lines[at] ?? '')) return quote;
  for (let count = 1; count <= ATTRIBUTION_LINES && at - count + 1 >= 0; count += 1) {
    const begin = at - count + 1;
    const isWhole = isAnnouncement(joined(lines.slice(begin, at + 1)));
    if (isWhole && (count === ATTRIBUTION_LINES || !continuesAttribution(lines, begin))) return begin;
  }
  return isAnnouncement((lines[at] ?? '').trim()) ? at : quote;
}

/** Whether the attribution begins further up: "On Thu, 19 Nov 2026 at 10:02," above "Sally Berg wrote:". */
function continuesAttribution(lines: readonly string[], begin: number): boolean {
  const above = (lines[begin - 1] ?? '').trim();
  return (
    beginsAttribution(above) && above.length < LONGEST_ATTRIBUTION && !isAnnouncement(above) && !/[.!?]$/.test(above)
  );
}

/** Whether somebody wrote there: not blank, not only a signature. */
function hasOwnWords(lines: readonly string[]): boolean {
  return !isBlank(withoutSignature(lines).filter((line) => !RULE.test(line)));
}

/** Without a signature behind "-- ", and without the line that phones put below a mail. */
function withoutSignature(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) => SIGNATURE_LINE.test(line));
  const isShort = at >= 0 && lines.length - at <= SIGNATURE_LINES;
  const signed = isShort ? lines.slice(0, at) : lines;
  const phone = signed.findIndex((line) => line.length < 200 && MOBILE_SIGNATURE.test(line));
  return phone >= 0 && signed.length - phone <= SIGNATURE_LINES ? signed.slice(0, phone) : signed;
}

function isBlank(lines: readonly string[]): boolean {
  return lines.every((line) => line.trim() === '');
}
