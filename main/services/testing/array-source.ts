/** A mail server over arrays: keeps its state, hands out UIDs and modification sequences as RFC 3501 and 7162 say. For tests. */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { canonicalAddress } from '../../../app/domain/address.ts';
import type { MessageId, Uid, UnixMs } from '../../../app/domain/ids.ts';
import type {
  MailboxRole,
  MailContent,
  MailKind,
  Participant,
  ParticipantRole,
  Sensitivity,
} from '../../../app/domain/mail.ts';
import type { MailDetails } from '../../../app/domain/mail-details.ts';
import { messageKey } from '../../../app/domain/message-key.ts';
import { MailpinError, type ErrorCode } from '../../../app/errors.ts';
import type { FetchedMail, MailSession, MailSource } from '../../../app/ports.ts';
import { answer } from './answer.ts';

interface ServedMail {
  readonly uid: number;
  readonly content: MailContent | null;
  isSeen: boolean;
  modSeq: bigint;
}
interface ServedMailbox {
  readonly role: MailboxRole | null;
  uidValidity: number;
  uidNext: number;
  modSeq: bigint;
  mails: ServedMail[];
  /** What was expunged, for QRESYNC. */
  gone: { readonly uid: Uid; readonly modSeq: bigint }[];
}

/** What a test does to the server, as another mail program would. */
export interface ArrayServer {
  readonly source: MailSource;
  /** Puts a mail, or null for one that cannot be read, into a mailbox. */
  deliver(path: string, content: MailContent | null, isSeen?: boolean): Uid;
  remove(path: string, uid: Uid): void;
  see(path: string, uid: Uid): void;
  /** New UIDVALIDITY and new UIDs for every mail of the mailbox. */
  renumber(path: string): void;
  addMailbox(path: string, role: MailboxRole | null): void;
  removeMailbox(path: string): void;
  renameMailbox(path: string, newPath: string): void;
  /** From now on connecting fails with this; null to let everybody in again. */
  refuse(code: ErrorCode | null): void;
  /** The connection breaks when this many mails were fetched. */
  breakAfter(mailCount: number): void;
  /** How often somebody connected. */
  readonly connections: () => number;
}

export function arrayServer({ batchMails = 3, hasModSeq = true, hasVanished = false } = {}): ArrayServer {
  const mailboxes = new Map<string, ServedMailbox>();
  const listeners = new Set<() => void>();
  let refusal: ErrorCode | null = null;
  let mailsUntilBreak = Number.POSITIVE_INFINITY;
  let connectionCount = 0;

  const mailboxAt = (path: string): ServedMailbox => {
    const mailbox = mailboxes.get(path);
    if (mailbox === undefined) throw new MailpinError('mailbox.gone', { mailbox: path });
    return mailbox;
  };
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const addMailbox = (path: string, role: MailboxRole | null): void => {
    mailboxes.set(path, { role, uidValidity: 1, uidNext: 1, modSeq: 1n, mails: [], gone: [] });
  };
  addMailbox('INBOX', 'inbox');
  addMailbox('Sent', 'sent');

  function session(): MailSession {
    let open: { readonly path: string; readonly uidValidity: number; readonly uidNext: number } | null = null;
    let listened: readonly string[] = [];
    /** What each mailbox was like when it was opened, or listened to first. */
    const seen = new Map<string, bigint>();
    const current = (): ServedMailbox => {
      if (open === null) throw new MailpinError('imap.protocol');
      return mailboxAt(open.path);
    };
    return {
      listMailboxes: () => answer(() => [...mailboxes].map(([path, { role }]) => ({ path, role }))),
      openMailbox: (path) =>
        answer(() => {
          const mailbox = mailboxAt(path);
          const { uidValidity, uidNext, mails, modSeq } = mailbox;
          open = { path, uidValidity, uidNext };
          seen.set(path, modSeq);
          return { uidValidity, uidNext, messageCount: mails.length, highestModSeq: hasModSeq ? modSeq : null };
        }),
      countMails: (path) => answer(() => mailboxAt(path).mails.length),
      listUidsSince: (day) =>
        answer(() =>
          current()
            .mails.filter(({ content }) => content === null || content.sentAt >= Date.parse(day))
            .map(({ uid }) => uid as Uid),
        ),
      readMessageIds: (uids) =>
        answer(() =>
          current()
            .mails.filter(({ uid }) => uids.includes(uid as Uid))
            .map(({ uid, content }) => ({ uid: uid as Uid, messageId: content?.messageId ?? null })),
        ),
      glance: (path) =>
        answer(() => {
          const { uidValidity, uidNext, modSeq } = mailboxAt(path);
          return [uidValidity, uidNext, modSeq].join(' ');
        }),
      listUids: (from) =>
        answer(() =>
          current()
            .mails.map(({ uid }) => uid as Uid)
            .filter((uid) => from === undefined || uid >= from),
        ),
      listArrived: (path, from) =>
        answer(() => {
          if (open?.path !== path || current().uidNext === open.uidNext) return null;
          const uids = current().mails.map(({ uid }) => uid as Uid);
          return { uidValidity: open.uidValidity, uids: uids.filter((uid) => uid >= from) };
        }),
      listChanges: (since) =>
        answer(() => {
          const { mails, gone } = current();
          const flags = mails
            .filter(({ modSeq }) => since === null || modSeq > since)
            .map(({ uid, isSeen }) => ({ uid: uid as Uid, isSeen, labels: null }));
          const isTold = hasVanished && since !== null;
          return { flags, vanished: isTold ? gone.filter(({ modSeq }) => modSeq > since).map(({ uid }) => uid) : null };
        }),
      findMails: (messageIds) =>
        answer(() =>
          current().mails.flatMap(({ uid, content }) => {
            const messageId = content?.messageId ?? null;
            return messageId !== null && messageIds.includes(messageId) ? [{ messageId, uid: uid as Uid }] : [];
          }),
        ),
      readSigns: () => Promise.resolve(null),
      async *fetchMails(uids, signal) {
        for (let start = 0; start < uids.length; start += batchMails) {
          await setImmediate();
          if (signal.aborted) throw new MailpinError('cancelled');
          if (mailsUntilBreak < batchMails) throw new MailpinError('imap.unreachable', { host: 'array', port: 0 });
          mailsUntilBreak -= batchMails;
          const wanted = uids.slice(start, start + batchMails);
          yield wanted.flatMap((uid) => current().mails.filter((mail) => mail.uid === uid)).map(toFetched);
        }
      },
      fetchAttachment: (uid) =>
        answer(() => {
          if (!current().mails.some((mail) => mail.uid === uid)) throw new MailpinError('mail.gone');
          return new TextEncoder().encode(`attachment of ${String(uid)}`);
        }),
      readAttached: () => Promise.reject(new MailpinError('mail.gone')),
      listenTo: (paths) =>
        answer(() => {
          listened = paths;
          for (const path of paths) if (!seen.has(path)) seen.set(path, mailboxAt(path).modSeq);
          return true;
        }),
      waitForChange: (signal) =>
        new Promise((resolve) => {
          const changedPaths = (): readonly string[] =>
            [...(open === null ? [] : [open.path]), ...listened].filter(
              (path) => mailboxes.get(path)?.modSeq !== seen.get(path),
            );
          const look = (): void => {
            const paths = signal.aborted ? [] : changedPaths();
            if (!signal.aborted && paths.length === 0) return;
            listeners.delete(look);
            resolve(paths);
          };
          listeners.add(look);
          signal.addEventListener('abort', look, { once: true });
          look();
        }),
      close: () => Promise.resolve(),
    };
  }

  return {
    source: {
      connect: () =>
        answer(() => {
          if (refusal !== null) throw new MailpinError(refusal, { host: 'array', port: 0 });
          connectionCount += 1;
          return session();
        }),
    },
    deliver(path, content, isSeen = false) {
      const mailbox = mailboxAt(path);
      mailbox.modSeq += 1n;
      const uid = mailbox.uidNext;
      mailbox.uidNext += 1;
      mailbox.mails.push({ uid, content, isSeen, modSeq: mailbox.modSeq });
      changed();
      return uid as Uid;
    },
    remove(path, uid) {
      const mailbox = mailboxAt(path);
      mailbox.modSeq += 1n;
      mailbox.mails = mailbox.mails.filter((mail) => mail.uid !== uid);
      mailbox.gone.push({ uid, modSeq: mailbox.modSeq });
      changed();
    },
    see(path, uid) {
      const mailbox = mailboxAt(path);
      mailbox.modSeq += 1n;
      for (const mail of mailbox.mails)
        if (mail.uid === uid) Object.assign(mail, { isSeen: true, modSeq: mailbox.modSeq });
      changed();
    },
    renumber(path) {
      const mailbox = mailboxAt(path);
      mailbox.uidValidity += 1;
      mailbox.modSeq += 1n;
      mailbox.mails = mailbox.mails.map((mail) => ({ ...mail, uid: mail.uid + 1_000 }));
      mailbox.uidNext += 1_000;
      changed();
    },
    addMailbox,
    removeMailbox: (path) => void mailboxes.delete(path),
    renameMailbox(path, newPath) {
      mailboxes.set(newPath, mailboxAt(path));
      mailboxes.delete(path);
    },
    refuse: (code) => void (refusal = code),
    breakAfter: (mailCount) => void (mailsUntilBreak = mailCount),
    connections: () => connectionCount,
  };
}

function toFetched({ uid, content, isSeen }: ServedMail): FetchedMail {
  if (content === null) return { kind: 'failure', uid: uid as Uid, because: 'mail.unparsable', details: {} };
  return { kind: 'mail', uid: uid as Uid, isSeen, arrivedAt: content.sentAt, content };
}

/** What a test says of a mail; the rest follows. */
export interface Letter {
  readonly id: string | null;
  readonly from: string;
  readonly to: string | readonly string[];
  readonly cc?: readonly string[];
  readonly subject?: string;
  readonly text?: string;
  /** Minutes since the beginning of the test's time. */
  readonly at?: number;
  readonly replyTo?: string;
  readonly references?: readonly string[];
  readonly kind?: MailKind;
  readonly details?: MailDetails;
  readonly providerThreadId?: string;
  readonly listId?: string;
  readonly deliveredTo?: readonly string[];
  readonly sensitivity?: Sensitivity;
  readonly attachmentNames?: readonly string[];
  /** Of each; a few when left out. */
  readonly attachmentBytes?: number;
}

const EPOCH = Date.UTC(2026, 0, 5, 8);

/** Time of a letter, and of cards, in minutes since the beginning of the test's time. */
export function minute(at: number): UnixMs {
  return (EPOCH + at * 60_000) as UnixMs;
}

/** A letter as a source delivers it. */
export function mailOf(letter: Letter): MailContent {
  const subject = letter.subject ?? 'Quote';
  const text = letter.text ?? `About ${subject}`;
  const messageId = letter.id === null ? null : (`${letter.id}@mail.test` as MessageId);
  const to = typeof letter.to === 'string' ? [letter.to] : letter.to;
  const sentAt = minute(letter.at ?? 0);
  const parentIds = letter.replyTo === undefined ? [] : [`${letter.replyTo}@mail.test` as MessageId];
  const keyed = { messageId, from: [letter.from], to, dateHeader: String(sentAt), subject, textHead: text };
  return {
    messageId,
    key: messageKey(keyed, (value) => createHash('sha256').update(value).digest('hex')),
    inReplyTo: parentIds,
    references: (letter.references ?? []).map((id) => `${id}@mail.test` as MessageId).concat(parentIds),
    subject,
    participants: [
      participant('from', letter.from),
      ...to.map((address) => participant('to', address)),
      ...(letter.cc ?? []).map((address) => participant('cc', address)),
    ],
    sentAt,
    isDateGuessed: false,
    kind: letter.kind ?? 'personal',
    details: letter.details ?? null,
    text,
    html: null,
    attachments: (letter.attachmentNames ?? []).map((fileName, index) => ({
      part: String(index + 2),
      fileName,
      mediaType: 'application/pdf',
      sizeBytes: letter.attachmentBytes ?? 10,
      contentId: null,
      isInline: false,
    })),
    sizeBytes: text.length,
    providerThreadId: letter.providerThreadId ?? null,
    listId: letter.listId ?? null,
    deliveredTo: (letter.deliveredTo ?? []).flatMap((address) => canonicalAddress(address) ?? []),
    sensitivity: letter.sensitivity ?? null,
  };
}

function participant(role: ParticipantRole, address: string): Participant {
  return { role, address: canonicalAddress(address), rawAddress: address, displayName: '' };
}
