import type { ImapFlow } from 'imapflow';
import type { Uid } from '../../../app/domain/ids.ts';
import type { FlagChange, MailboxChanges } from '../../../app/ports.ts';
import { hasLabels, labelsIn } from './read-signs.ts';

/** What an expunge event of the library tells; `earlier` means before this mailbox was opened, or before now. */
interface Gone {
  readonly uid?: number | undefined;
  readonly earlier?: boolean | undefined;
}

/**
 * Flags, and with QRESYNC the mails that went (RFC 7162 3.2.6: `UID FETCH 1:* (FLAGS) (CHANGEDSINCE n VANISHED)`), since a
 * modification sequence; the flags of all mails where it is null or the mailbox keeps none.
 */
export async function listChanges(client: ImapFlow, sinceModSeq: bigint | null): Promise<MailboxChanges> {
  const flags: FlagChange[] = [];
  const { mailbox } = client;
  // An empty mailbox has no `1:*`; what it lost is told by comparing with nothing.
  if (mailbox === false || mailbox.exists === 0) return { flags, vanished: null };
  const isDelta = sinceModSeq !== null && mailbox.noModseq !== true && client.enabled.has('CONDSTORE');
  const vanished: Uid[] = [];
  const hear = ({ uid, earlier }: Gone): void => {
    if (earlier === true && uid !== undefined) vanished.push(uid as Uid);
  };
  client.on('expunge', hear);
  try {
    const since = isDelta ? { changedSince: sinceModSeq } : {};
    // A label that is put on or taken off raises the modification sequence as a flag does.
    const asked = { uid: true, flags: true, labels: hasLabels(client) };
    for await (const { uid, flags: set, labels } of client.fetch('1:*', asked, { uid: true, ...since })) {
      flags.push({ uid: uid as Uid, isSeen: set?.has('\\Seen') ?? false, labels: labelsIn(labels) });
    }
  } finally {
    client.off('expunge', hear);
  }
  return { flags, vanished: isDelta && client.enabled.has('QRESYNC') ? vanished : null };
}
