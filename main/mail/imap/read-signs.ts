import type { ImapFlow } from 'imapflow';
import type { ServerMailId, Uid } from '../../../app/domain/ids.ts';
import type { MailSign } from '../../../app/domain/served-mail.ts';
import { MailpinError } from '../../../app/errors.ts';
import { fetchEach } from './fetch-each.ts';

/**
 * The server's own ids of mails: X-GM-MSGID with Gmail's labels (X-GM-EXT-1), or EMAILID (RFC 8474 OBJECTID). A mail that the server
 * does not name is left out, as one that vanished is: it is fetched and known by what it says. Throws what imapflow throws when the
 * connection fails.
 *
 * @returns null when the server has no such ids
 */
export async function readSigns(client: ImapFlow, uids: readonly Uid[]): Promise<readonly MailSign[] | null> {
  if (!hasLabels(client) && !client.capabilities.has('OBJECTID')) return null;
  if (uids.length === 0) return [];
  // The library asks for the server's id with every FETCH.
  const answers = await fetchEach(client, uids, { uid: true, flags: true, labels: hasLabels(client) });
  return uids.flatMap((uid): readonly MailSign[] => {
    const answer = answers.get(uid);
    if (answer === undefined || answer instanceof MailpinError || typeof answer.emailId !== 'string') return [];
    const { flags, emailId, labels } = answer;
    const isSeen = flags?.has('\\Seen') ?? false;
    return [{ uid, isSeen, serverId: emailId as ServerMailId, labels: labelsIn(labels) }];
  });
}

/** Whether mails have labels (Gmail). */
export function hasLabels(client: ImapFlow): boolean {
  return client.capabilities.has('X-GM-EXT-1');
}

export function labelsIn(labels: ReadonlySet<string> | undefined): readonly string[] | null {
  return labels === undefined ? null : [...labels].sort();
}
