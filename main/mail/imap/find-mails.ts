import type { ImapFlow, SearchObject } from 'imapflow';
import type { MessageId } from '../../../app/domain/ids.ts';
import type { UidIdentity } from '../../../app/ports.ts';
import { searchUids } from './list-uids.ts';
import { readMessageIds } from './read-message-ids.ts';

/** Ids asked for by one SEARCH: keeps the line below the 8,000 bytes that every server takes (RFC 7162 section 4). */
const IDS_A_SEARCH = 20;

/** Mails of the open mailbox by Message-ID. SEARCH finds ids that merely contain ours, so each hit's own header decides. */
export async function findMails(client: ImapFlow, messageIds: readonly MessageId[]): Promise<readonly UidIdentity[]> {
  const found: UidIdentity[] = [];
  for (let start = 0; start < messageIds.length; start += IDS_A_SEARCH) {
    const wanted = messageIds.slice(start, start + IDS_A_SEARCH);
    const hits = await readMessageIds(client, await searchUids(client, anyOf(wanted)));
    found.push(...hits.filter(({ messageId }) => messageId !== null && wanted.includes(messageId)));
  }
  return found;
}

function anyOf(messageIds: readonly MessageId[]): SearchObject {
  const each = messageIds.map((messageId) => ({ header: { 'message-id': messageId } }));
  const [only] = each;
  return each.length === 1 && only !== undefined ? only : { or: each };
}
