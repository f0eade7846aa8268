import type { MailContent } from '../../../app/domain/mail.ts';
import type { ImapFlow, MailboxObject } from 'imapflow';
import { MailpinError, type ErrorDetails } from '../../../app/errors.ts';
import type { CancelSignal, MailboxStatus, MailSession } from '../../../app/ports.ts';
import { parseMail } from '../parse/parse-mail.ts';
import { changeWatch } from './change-watch.ts';
import type { ImapTimeouts } from './connect-options.ts';
import { fetchAttachment } from './fetch-attachment.ts';
import { fetchMails } from './fetch-mails.ts';
import { findMails } from './find-mails.ts';
import { glance } from './glance.ts';
import { readMessageIds } from './read-message-ids.ts';
import { readSigns } from './read-signs.ts';
import { toImapError } from './imap-errors.ts';
import { listChanges } from './list-changes.ts';
import { listMailboxes } from './list-mailboxes.ts';
import { listUids, searchUids } from './list-uids.ts';

/** @param details what the words of an error may name: host, port, address */
export function imapSession(client: ImapFlow, details: ErrorDetails, timeouts: ImapTimeouts): MailSession<MailContent> {
  const watch = changeWatch(client, timeouts);
  /** A call that fails because the connection broke often has only poor words for it; the socket's are better. */
  const causeOf = (error: unknown): unknown => {
    const isVague = !(error instanceof MailpinError) || error.code === 'imap.protocol';
    return isVague ? (watch.connectionError() ?? error) : error;
  };
  const toOurs = (error: unknown, more: ErrorDetails = {}): MailpinError =>
    toImapError(causeOf(error), { ...details, ...more });
  const guarded = async <Answer>(work: () => Promise<Answer>, more: ErrorDetails = {}): Promise<Answer> => {
    try {
      return await work();
    } catch (error) {
      throw toOurs(error, more);
    }
  };

  return {
    listMailboxes: () => guarded(() => listMailboxes(client)),
    countMails: (path) =>
      guarded(
        async () => {
          const status = await client.status(path, { messages: true });
          if (status === false || status.messages === undefined) throw new MailpinError('imap.protocol', details);
          return status.messages;
        },
        { mailbox: path },
      ),
    openMailbox: (path) =>
      guarded(
        () => watch.opening(path, async () => toStatus(client, await client.mailboxOpen(path, { readOnly: true }))),
        { mailbox: path },
      ),
    glance: (path) => guarded(() => glance(client, path), { mailbox: path }),
    listUids: (from) => guarded(() => listUids(client, from ?? null)),
    listArrived: (path, from) =>
      guarded(async () => {
        if (!watch.hasArrived(path) || client.mailbox === false) return null;
        const uidValidity = Number(client.mailbox.uidValidity);
        return { uidValidity, uids: await listUids(client, from) };
      }),
    listUidsSince: (day) => guarded(() => searchUids(client, { since: new Date(`${day}T00:00:00Z`) })),
    readMessageIds: (uids) => guarded(() => readMessageIds(client, uids)),
    findMails: (messageIds) => guarded(() => findMails(client, messageIds)),
    readSigns: (uids) => guarded(() => readSigns(client, uids)),
    listChanges: (sinceModSeq) => guarded(() => listChanges(client, sinceModSeq)),
    async *fetchMails(uids, signal, onReading) {
      try {
        yield* fetchMails(client, uids, signal, onReading);
      } catch (error) {
        throw toOurs(error);
      }
    },
    fetchAttachment: (uid, part) => guarded(() => fetchAttachment(client, uid, part)),
    readAttached: (uid, part, arrivedAt) =>
      guarded(async () => parseMail(await fetchAttachment(client, uid, part), arrivedAt)),
    listenTo: (paths) => guarded(() => watch.listenTo(paths)),
    waitForChange: (signal: CancelSignal) => guarded(() => watch.wait(signal)),
    async close() {
      // A connection that is already gone, or goes while we say good-bye, is closed all the same.
      if (client.usable) await client.logout().catch(() => undefined);
      client.close();
    },
  };
}

async function toStatus(client: ImapFlow, mailbox: MailboxObject): Promise<MailboxStatus> {
  const { uidValidity, uidNext, exists, noModseq, highestModseq } = mailbox;
  return {
    uidValidity: Number(uidValidity),
    // Old servers do not say UIDNEXT when a mailbox is opened (RFC 3501 6.3.1 only asks for it).
    uidNext: uidNext > 0 ? uidNext : ((await listUids(client, null)).at(-1) ?? 0) + 1,
    messageCount: exists,
    highestModSeq: noModseq === true ? null : (highestModseq ?? null),
  };
}
