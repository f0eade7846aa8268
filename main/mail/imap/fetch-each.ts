import type { FetchMessageObject, FetchQueryObject, ImapFlow } from 'imapflow';
import type { Uid } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { isRefusal } from './imap-errors.ts';

/**
 * Fetches by UID. Some servers refuse a whole FETCH for one damaged mail: then each mail is asked for alone, and the refused ones
 * come back as `mail.unparsable`. Vanished mails are missing from the answer. Throws what imapflow throws when the connection fails.
 */
export async function fetchEach(
  client: Pick<ImapFlow, 'fetchAll' | 'fetchOne'>,
  uids: readonly Uid[],
  query: FetchQueryObject,
): Promise<ReadonlyMap<number, FetchMessageObject | MailpinError>> {
  const answers = new Map<number, FetchMessageObject | MailpinError>();
  try {
    for (const message of await client.fetchAll(uids.join(','), query, { uid: true }))
      answers.set(message.uid, message);
    return answers;
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  for (const uid of uids) {
    try {
      const message = await client.fetchOne(String(uid), query, { uid: true });
      if (message !== false) answers.set(uid, message);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      answers.set(uid, new MailpinError('mail.unparsable', { uid }, { cause: error }));
    }
  }
  return answers;
}
