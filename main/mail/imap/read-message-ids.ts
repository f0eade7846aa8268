import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { Uid } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { UidIdentity } from '../../../app/ports.ts';
import { messageIdOf } from '../parse/message-id-of.ts';
import { fetchEach } from './fetch-each.ts';

/**
 * Message-IDs of mails of the open mailbox: one header field of each travels. Mails that the server cannot read, or that vanished, are
 * left out. Throws what imapflow throws when the connection fails.
 */
export async function readMessageIds(client: ImapFlow, uids: readonly Uid[]): Promise<readonly UidIdentity[]> {
  if (uids.length === 0) return [];
  const answers = await fetchEach(client, uids, { uid: true, headers: ['message-id'] });
  return uids.flatMap((uid) => {
    const answer = answers.get(uid);
    return answer === undefined || answer instanceof MailpinError ? [] : [{ uid, messageId: idIn(answer) }];
  });
}

function idIn({ headers }: FetchMessageObject): UidIdentity['messageId'] {
  return headers === undefined ? null : messageIdOf(headers);
}
