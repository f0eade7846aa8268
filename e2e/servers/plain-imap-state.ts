/** What a plain IMAP server keeps: mailboxes of mails with UIDs. */

export interface ServedMail {
  readonly uid: number;
  readonly raw: string;
  readonly flags: Set<string>;
  readonly arrivedAt: Date;
  /** Of its last change (RFC 7162); told only by servers with CONDSTORE. */
  modSeq: number;
  /** Gmail's names for mail and thread; the same mail has the same in every mailbox. */
  readonly gmail: { readonly mailId: string; readonly threadId: string } | null;
}

export interface ServedMailbox {
  readonly path: string;
  /** `\Sent` and the like; told only by servers with SPECIAL-USE. */
  readonly specialUse: string | null;
  uidValidity: number;
  uidNext: number;
  /** Of the last change in it. */
  modSeq: number;
  mails: ServedMail[];
}

export type MailToServe = Pick<ServedMail, 'raw'> &
  Partial<Omit<ServedMail, 'uid' | 'raw' | 'flags' | 'modSeq'>> & {
    readonly flags?: readonly string[];
  };

export function emptyMailbox(path: string, specialUse: string | null): ServedMailbox {
  return { path, specialUse, uidValidity: 1_000, uidNext: 1, modSeq: 1, mails: [] };
}

export function deliver(mailbox: ServedMailbox, mail: MailToServe): number {
  const { raw, flags = [], arrivedAt = new Date(), gmail = null } = mail;
  const uid = mailbox.uidNext;
  mailbox.uidNext += 1;
  mailbox.modSeq += 1;
  mailbox.mails.push({ uid, raw, flags: new Set(flags), arrivedAt, modSeq: mailbox.modSeq, gmail });
  return uid;
}

/** Something of a mail changed: its flags, or its labels. */
export function touch(mailbox: ServedMailbox, uid: number): void {
  mailbox.modSeq += 1;
  for (const mail of mailbox.mails) if (mail.uid === uid) mail.modSeq = mailbox.modSeq;
}

/** Whether a value is in a sequence set; `*` is the last one (RFC 3501 section 9). */
export function inSet(set: string, last: number): (value: number) => boolean {
  const ranges = set.split(',').map((range) => {
    const [from = 0, to = from] = range.split(':').map((bound) => (bound === '*' ? last : Number(bound)));
    return [Math.min(from, to), Math.max(from, to)] as const;
  });
  return (value) => ranges.some(([from, to]) => value >= from && value <= to);
}
