import type { ImapFlow, SearchObject } from 'imapflow';
import type { Uid } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { ascending, uidsIn } from './uid-set.ts';

/**
 * UIDs of mails in the open mailbox, as one short line where the server can (RFC 4731 ESEARCH: `1:99998,100001`), else one by one.
 * A search that failed never looks like an empty mailbox, which would take every mail off the mirror: it throws imap.protocol.
 */
export async function searchUids(client: ImapFlow, query: SearchObject): Promise<readonly Uid[]> {
  return client.capabilities.has('ESEARCH') ? await inShort(client, query) : await oneByOne(client, query);
}

/** All UIDs of the open mailbox, or those from one on. */
export async function listUids(client: ImapFlow, from: Uid | null): Promise<readonly Uid[]> {
  if (from === null) return await searchUids(client, { all: true });
  // `5:*` names the last mail even when its UID is below 5 (RFC 3501 section 9).
  return (await searchUids(client, { uid: `${String(from)}:*` })).filter((uid) => uid >= from);
}

async function inShort(client: ImapFlow, query: SearchObject): Promise<readonly Uid[]> {
  const answer = await client.search(query, { uid: true, returnOptions: ['COUNT', 'ALL'] });
  if (answer === false || answer === undefined) throw new MailpinError('imap.protocol');
  const { all, count } = Array.isArray(answer) ? { all: '', count: undefined } : answer;
  // Some servers name ESEARCH and answer in the old way, which the library does not hear then.
  if (count === undefined) return await oneByOne(client, query);
  const uids = count === 0 ? [] : uidsIn(all ?? '');
  if (uids.length !== count) throw new MailpinError('imap.protocol');
  return uids;
}

async function oneByOne(client: ImapFlow, query: SearchObject): Promise<readonly Uid[]> {
  const found = await client.search(query, { uid: true });
  if (!Array.isArray(found)) throw new MailpinError('imap.protocol');
  return ascending(found);
}
