/** FETCH and SEARCH of the plain IMAP server: as much of RFC 3501 as a reading client asks for, of mails with one text part. */
import { inSet, type ServedMail, type ServedMailbox } from './plain-imap-state.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What a FETCH asks for. */
interface FetchOrder {
  /** UIDs. */
  readonly set: string;
  /** What stands between the outer parentheses. */
  readonly items: string;
  /** Only mails changed since then (RFC 7162); 0 for all. */
  readonly changedSince: number;
  /** Gmail's labels of a mail, as they stand on the wire. */
  readonly labelsOf: (mail: ServedMail) => readonly string[];
}

/** Reads the arguments of a `UID FETCH`. */
export function fetchOrder(rest: string, labelsOf: FetchOrder['labelsOf']): FetchOrder {
  const [, since = '0'] = / \(CHANGEDSINCE (\d+)\)$/i.exec(rest) ?? [];
  const [, set = '', items = ''] = /^(\S+) \(?(.*?)\)?$/.exec(rest.replace(/ \(CHANGEDSINCE \d+\)$/i, '')) ?? [];
  return { set, items, changedSince: Number(since), labelsOf };
}

export function fetchLines(mailbox: ServedMailbox, order: FetchOrder): readonly string[] {
  const last = mailbox.mails.at(-1)?.uid ?? 0;
  const isInSet = inSet(order.set, last);
  return mailbox.mails.flatMap((mail, index) =>
    isInSet(mail.uid) && mail.modSeq > order.changedSince
      ? [`* ${String(index + 1)} FETCH (${answers(mail, order).join(' ')})`]
      : [],
  );
}

function answers(mail: ServedMail, { items, labelsOf }: FetchOrder): readonly string[] {
  return [...items.matchAll(/BODY\.PEEK\[([^\]]*)\](?:<(\d+)(?:\.(\d+))?>)?|[\w.-]+/gi)].map(
    ([item, section, start, length]) =>
      section === undefined ? plainItem(mail, item.toUpperCase(), labelsOf) : bodyItem(mail, section, start, length),
  );
}

function plainItem(mail: ServedMail, item: string, labelsOf: FetchOrder['labelsOf']): string {
  switch (item) {
    case 'UID':
      return `UID ${String(mail.uid)}`;
    case 'FLAGS':
      return `FLAGS (${[...mail.flags].join(' ')})`;
    case 'INTERNALDATE':
      return `INTERNALDATE "${dateTime(mail.arrivedAt)}"`;
    case 'RFC822.SIZE':
      return `RFC822.SIZE ${String(Buffer.byteLength(mail.raw, 'latin1'))}`;
    case 'BODYSTRUCTURE':
      return `BODYSTRUCTURE ("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "8BIT" ${String(textOf(mail).length)} 1)`;
    case 'X-GM-MSGID':
      return `X-GM-MSGID ${mail.gmail?.mailId ?? '1'}`;
    case 'X-GM-THRID':
      return `X-GM-THRID ${mail.gmail?.threadId ?? '1'}`;
    case 'X-GM-LABELS':
      return `X-GM-LABELS (${labelsOf(mail).join(' ')})`;
    case 'MODSEQ':
      return `MODSEQ (${String(mail.modSeq)})`;
    default:
      throw new Error(`the plain server knows no ${item}`);
  }
}

function bodyItem(mail: ServedMail, section: string, start?: string, length?: string): string {
  const upper = section.toUpperCase();
  const fields = /^HEADER\.FIELDS \(([^)]*)\)/.exec(upper)?.[1]?.split(' ');
  const whole =
    upper === ''
      ? mail.raw
      : fields !== undefined
        ? `${headerOf(mail)
            .split(/\r\n(?![ \t])/)
            .filter((line) => fields.includes((line.split(':')[0] ?? '').toUpperCase()))
            .join('\r\n')}\r\n\r\n`
        : upper === 'HEADER'
          ? `${headerOf(mail)}\r\n\r\n`
          : textOf(mail);
  const from = Number(start ?? 0);
  const bytes = start === undefined ? whole : whole.slice(from, from + Number(length ?? whole.length));
  const origin = start === undefined ? '' : `<${start}>`;
  return `BODY[${section}]${origin} {${String(bytes.length)}}\r\n${bytes}`;
}

const SEARCH_KEYS = /\b(?:ALL|UID [\d:*,]+|SINCE [\w-]+|SMALLER \d+)/gi;

/** UIDs that a `UID SEARCH` finds. Throws for a key it does not know. */
export function search(mailbox: ServedMailbox, criteria: string): readonly number[] {
  const last = mailbox.mails.at(-1)?.uid ?? 0;
  const tests: ((mail: ServedMail) => boolean)[] = [];
  const ids = [...criteria.matchAll(/HEADER "?message-id"? "?<?([^\s">]+)>?"?/gi)].map(([, id = '']) => id);
  if (ids.length > 0) tests.push((mail) => ids.some((id) => headerOf(mail).includes(id)));
  const rest = criteria.replaceAll(/HEADER "?message-id"? \S+/gi, '').replaceAll(/\bOR\b/gi, '');
  if (rest.replaceAll(SEARCH_KEYS, '').trim() !== '') throw new Error(`the plain server knows no search for ${rest}`);
  for (const [found] of rest.matchAll(SEARCH_KEYS)) {
    const [key = '', value = ''] = found.toUpperCase().split(' ');
    if (key === 'UID') tests.push(onUid(inSet(value, last)));
    if (key === 'SMALLER') tests.push(({ raw }) => raw.length < Number(value));
    if (key === 'SINCE') tests.push(({ arrivedAt }) => arrivedAt.getTime() >= Date.parse(`${value} UTC`));
  }
  return mailbox.mails.filter((mail) => tests.every((test) => test(mail))).map(({ uid }) => uid);
}

function onUid(isMeant: (uid: number) => boolean): (mail: ServedMail) => boolean {
  return ({ uid }) => isMeant(uid);
}

function headerOf({ raw }: ServedMail): string {
  return raw.slice(0, raw.indexOf('\r\n\r\n'));
}

function textOf({ raw }: ServedMail): string {
  return raw.slice(raw.indexOf('\r\n\r\n') + 4);
}

function dateTime(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${two(date.getUTCDate())}-${MONTHS[date.getUTCMonth()] ?? ''}-${String(date.getUTCFullYear())}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}
