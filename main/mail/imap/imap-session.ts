import type { ImapFlow, MailboxObject, SearchObject } from 'imapflow';
import type { Uid } from '../../../app/domain/ids.ts';
import { MailpinError, type ErrorDetails } from '../../../app/errors.ts';
import type { CancelSignal, FlagChange, MailboxStatus, MailSession } from '../../../app/ports.ts';
import { assignRoles } from '../mailbox-role.ts';
import { changeWatch } from './change-watch.ts';
import { fetchAttachment } from './fetch-attachment.ts';
import { fetchMails } from './fetch-mails.ts';
import { readMessageIds } from './read-message-ids.ts';
import { toImapError } from './imap-errors.ts';

/** @param details what the words of an error may name: host, port, address */
export function imapSession(client: ImapFlow, details: ErrorDetails): MailSession {
  const watch = changeWatch(client);
  const toOurs = (error: unknown, more: ErrorDetails = {}): MailpinError =>
    toImapError(error instanceof MailpinError ? error : (watch.connectionError() ?? error), { ...details, ...more });
  const guarded = async <Answer>(work: () => Promise<Answer>, more: ErrorDetails = {}): Promise<Answer> => {
    try {
      return await work();
    } catch (error) {
      throw toOurs(error, more);
    }
  };
  const openMailbox = (): MailboxObject => {
    if (client.mailbox === false) throw new MailpinError('imap.protocol', details);
    return client.mailbox;
  };

  return {
    listMailboxes: () =>
      guarded(async () => {
        const listed = await client.list();
        const selectable = listed.filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'));
        return assignRoles(
          selectable.map(({ path, delimiter, specialUse, specialUseSource }) => ({
            path,
            separator: delimiter,
            specialUse: specialUseSource === 'extension' ? (specialUse ?? null) : null,
          })),
        );
      }),
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
        async () => {
          watch.forget();
          return await toStatus(client, await client.mailboxOpen(path, { readOnly: true }));
        },
        { mailbox: path },
      ),
    listUids: () => guarded(() => searchUids(client, { all: true })),
    listUidsSince: (day) => guarded(() => searchUids(client, { since: new Date(`${day}T00:00:00Z`) })),
    readMessageIds: (uids) => guarded(() => readMessageIds(client, uids)),
    listFlags: (sinceModSeq) =>
      guarded(async () => {
        const changes: FlagChange[] = [];
        if (openMailbox().exists === 0) return changes;
        const changed = sinceModSeq === null ? {} : { changedSince: sinceModSeq };
        for await (const { uid, flags } of client.fetch('1:*', { uid: true, flags: true }, { uid: true, ...changed })) {
          changes.push({ uid: uid as Uid, isSeen: flags?.has('\\Seen') ?? false });
        }
        return changes;
      }),
    async *fetchMails(uids, signal) {
      try {
        yield* fetchMails(client, uids, signal);
      } catch (error) {
        throw toOurs(error);
      }
    },
    fetchAttachment: (uid, part) => guarded(() => fetchAttachment(client, uid, part)),
    waitForChange: (signal: CancelSignal) => guarded(() => watch.wait(signal)),
    async close() {
      // A connection that is already gone, or goes while we say good-bye, is closed all the same.
      if (client.usable) await client.logout().catch(() => undefined);
      client.close();
    },
  };
}

async function searchUids(client: ImapFlow, query: SearchObject): Promise<readonly Uid[]> {
  const found = await client.search(query, { uid: true });
  // A search that failed must not look like an empty mailbox, which would take every mail off the mirror.
  if (found === false || found === undefined) throw new MailpinError('imap.protocol');
  return found.toSorted((a, b) => a - b) as Uid[];
}

async function toStatus(client: ImapFlow, mailbox: MailboxObject): Promise<MailboxStatus> {
  const { uidValidity, uidNext, exists, noModseq, highestModseq } = mailbox;
  return {
    uidValidity: Number(uidValidity),
    // Old servers do not say UIDNEXT when a mailbox is opened (RFC 3501 6.3.1 only asks for it).
    uidNext: uidNext > 0 ? uidNext : ((await searchUids(client, { all: true })).at(-1) ?? 0) + 1,
    messageCount: exists,
    highestModSeq: noModseq === true ? null : (highestModseq ?? null),
  };
}
