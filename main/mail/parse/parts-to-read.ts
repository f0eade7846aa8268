/** Which parts of a mail have to be read to understand it, for every source: a server is asked for these and no others. */
import { textPartsOf, TEXT_LIMIT_BYTES } from './body.ts';
import { fieldOf, hasField, type Header } from './header.ts';
import { isMessage, ownPartsOf, type MimePart } from './mime-part.ts';
import { isTnef } from './tnef/is-tnef.ts';

export interface PartToRead {
  readonly part: MimePart;
  /** Encoded bytes from its beginning; what lies behind them is not needed. */
  readonly maxBytes: number;
}

/** A report about a hundred recipients, an invitation with a long list of people. */
const REPORT_LIMIT_BYTES = 256 * 1024;
/** The header of the mail that came back. */
const RETURNED_LIMIT_BYTES = 64 * 1024;
/** A container larger than this stays closed. */
const TNEF_LIMIT_BYTES = 4 * 1024 * 1024;
const MOST_CALENDARS = 2;
const ROBOT = /mailer-?daemon|mail-?daemon|post_?master|mail delivery|^\s*(?:<\s*>)?\s*$/i;

/** The text parts first, each part once. Of an attachment nothing is read except what says what the mail is. */
export function partsToRead(root: MimePart, header: Header): readonly PartToRead[] {
  const texts = textPartsOf(root).map((part) => ({ part, maxBytes: TEXT_LIMIT_BYTES }));
  const own = [...ownPartsOf(root)];
  const calendars = own
    .filter(isCalendar)
    .slice(0, MOST_CALENDARS)
    .map((part) => ({ part, maxBytes: REPORT_LIMIT_BYTES }));
  const tnef = own.find((part) => isTnef(part) && part.sizeBytes <= TNEF_LIMIT_BYTES);
  const opened = tnef === undefined ? [] : [{ part: tnef, maxBytes: 2 * TNEF_LIMIT_BYTES }];
  const all = [...texts, ...(isReportLike(own, header) ? reportParts(own) : []), ...calendars, ...opened];
  return [...new Map(all.map((one) => [one.part, one])).values()].filter(({ part }) => part.number !== '');
}

/** Whether a server or a robot may speak here: only then is the mail that came back of interest. */
function isReportLike(own: readonly MimePart[], header: Header): boolean {
  if (own[0]?.mediaType === 'multipart/report' || hasField(header, 'x-failed-recipients')) return true;
  if (own.some(isDeliveryReport)) return true;
  return /^\s*<\s*>/.test(fieldOf(header, 'return-path') ?? '') || ROBOT.test(fieldOf(header, 'from') ?? '');
}

export function isDeliveryReport({ mediaType }: MimePart): boolean {
  return mediaType === 'message/delivery-status' || mediaType === 'message/global-delivery-status';
}

/** A returned mail, or the header of one. */
export function isReturned(part: MimePart): boolean {
  return isMessage(part) || part.mediaType === 'text/rfc822-headers' || part.mediaType === 'message/global-headers';
}

/** RFC 6047: `text/calendar`; the other names are what servers and attachments have. */
export function isCalendar(part: MimePart): boolean {
  return part.mediaType === 'text/calendar' || part.mediaType === 'application/ics';
}

function reportParts(own: readonly MimePart[]): readonly PartToRead[] {
  const reports = own
    .filter(isDeliveryReport)
    .slice(0, 2)
    .map((part) => ({ part, maxBytes: REPORT_LIMIT_BYTES }));
  const returned = own
    .filter(isReturned)
    .slice(0, 1)
    .map((part) => ({ part, maxBytes: RETURNED_LIMIT_BYTES }));
  return [...reports, ...returned];
}
