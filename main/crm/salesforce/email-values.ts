import { createHash } from 'node:crypto';
import type { Activity, Omission } from '../../../app/domain/activity.ts';
import type { MessageKey } from '../../../app/domain/ids.ts';
import type { ParticipantRole } from '../../../app/domain/mail.ts';
import { messageIdOf } from '../message-id-of.ts';
import { notIncluded } from '../note-text.ts';

/** Lengths of the fields. Source: Salesforce Field Reference, EmailMessage. */
const SUBJECT_CHARS = 3_000;
const ADDRESSES_CHARS = 4_000;
const NAME_CHARS = 1_000;
const ID_CHARS = 765;
/** `Status` of a mail that was sent, and of one that was received and read: a received one that is new would ask for an answer. */
const SENT = '3';
const READ = '1';
/** The line in `Headers` by which a record of ours is told from one that Salesforce or somebody else logged. */
const OUR_MARK = 'X-Mailpin: 1';

/** Under which the mail is looked for: as Salesforce's own tools write it, and without brackets. */
export function identifiersOf(key: MessageKey): readonly [string, string] {
  const id = messageIdOf(key);
  const short = id.length + 2 <= ID_CHARS ? id : `${sha256(id)}@mailpin.invalid`;
  return [`<${short}>`, short];
}

/** The value of the unique field: one record of a mail for each deal or company, and one that is with people only. */
export function uniqueKeyOf(key: MessageKey, parentId: string | null): string {
  return `${sha256(messageIdOf(key)).slice(0, 40)}:${parentId ?? 'people'}`;
}

export function isOurs({ Headers: headers }: { readonly Headers: string | null }): boolean {
  return (headers ?? '').split(/\r?\n/).includes(OUR_MARK);
}

/** A mail as the fields of an EmailMessage. It is no draft, so nothing sends it. Blind copies are named to nobody. */
export function emailValues(activity: Activity, dropped: readonly Omission[]): Readonly<Record<string, unknown>> {
  const { key, subject, sentAt, direction, text, omissions, participants } = activity;
  const [identifier] = identifiersOf(key);
  const to = addresses(activity, 'to');
  const cc = addresses(activity, 'cc');
  const unlisted = to.unlisted + cc.unlisted;
  const [from] = participants.filter(({ role }) => role === 'from');
  const more = unlisted === 0 ? '' : `[\u2026] +${String(unlisted)}`;
  const body = [text, more, notIncluded([...omissions, ...dropped])].filter((part) => part !== '').join('\n\n');
  return {
    Subject: subject.slice(0, SUBJECT_CHARS),
    TextBody: body,
    Headers: `Message-ID: ${identifier}\r\n${OUR_MARK}`,
    ...(from !== undefined && { FromAddress: from.rawAddress.slice(0, NAME_CHARS) }),
    ...(from !== undefined && from.displayName !== '' && { FromName: from.displayName.slice(0, NAME_CHARS) }),
    ...(to.text !== '' && { ToAddress: to.text }),
    ...(cc.text !== '' && { CcAddress: cc.text }),
    MessageDate: new Date(sentAt).toISOString(),
    MessageIdentifier: identifier,
    Incoming: direction !== 'outbound',
    Status: direction === 'outbound' ? SENT : READ,
  };
}

/** As many whole addresses as fit. */
function addresses({ participants }: Activity, wanted: ParticipantRole): { text: string; unlisted: number } {
  const all = participants.filter(({ role }) => role === wanted).map(({ rawAddress }) => rawAddress);
  let text = '';
  for (const [at, one] of all.entries()) {
    const longer = text === '' ? one : `${text}; ${one}`;
    if (longer.length > ADDRESSES_CHARS) return { text, unlisted: all.length - at };
    text = longer;
  }
  return { text, unlisted: 0 };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
