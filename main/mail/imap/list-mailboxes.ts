import type { ImapFlow, ListResponse } from 'imapflow';
import type { ListedMailbox } from '../../../app/ports.ts';
import { assignRoles } from '../mailbox-role.ts';
import { isRefusal } from './imap-errors.ts';

type Namespace = NonNullable<ImapFlow['namespace']>;

/**
 * Paths from now on are whole ones: the library would put the prefix of the user's own namespace (`INBOX.`) before those of every other.
 */
export function takePathsWhole(client: ImapFlow): void {
  if (client.namespace !== undefined) client.namespace = { ...client.namespace, prefix: '' };
}

/**
 * All mailboxes that can be opened: the user's own, those that others share with them, and those of everybody (RFC 2342), which some servers
 * list only to who asks for them by their prefix. What a mailbox of somebody else is for, it is for them.
 */
export async function listMailboxes(client: ImapFlow): Promise<readonly ListedMailbox[]> {
  const { personal = [], other = [], shared = [] } = namespacesOf(client);
  const foreign = [...other, ...shared];
  const listed: ListResponse[] = [];
  for (const [turn, namespace] of [...personal, ...foreign].entries()) {
    if (turn > 0 && listed.some(({ path }) => path.startsWith(namespace.prefix))) continue;
    const known = new Set(listed.map(({ path }) => path));
    const found = await listBelow(client, namespace, turn === 0);
    listed.push(...found.filter(({ path }) => !known.has(path)));
  }
  const isForeign = (path: string): boolean => foreign.some(({ prefix }) => prefix !== '' && path.startsWith(prefix));
  return assignRoles(
    listed
      .filter(({ flags }) => !flags.has('\\Noselect') && !flags.has('\\NonExistent'))
      .map(({ path, delimiter, specialUse, specialUseSource }) => ({
        path,
        separator: delimiter,
        specialUse: specialUseSource === 'extension' && !isForeign(path) ? (specialUse ?? null) : null,
      })),
  );
}

function namespacesOf(client: ImapFlow): Partial<Record<'personal' | 'other' | 'shared', readonly Namespace[]>> {
  const { personal, other, shared } = client.namespaces ?? {};
  const own = personal === undefined || personal.length === 0 ? [{ prefix: '', delimiter: '' }] : personal;
  return { personal: own, other: other || [], shared: shared || [] };
}

/** The library lists below the prefix it takes for the user's own. Mailboxes of others may be refused as they like. */
async function listBelow(client: ImapFlow, namespace: Namespace, isOwn: boolean): Promise<readonly ListResponse[]> {
  const before = client.namespace;
  client.namespace = namespace;
  try {
    return await client.list();
  } catch (error) {
    if (isOwn || !isRefusal(error)) throw error;
    return [];
  } finally {
    client.namespace = before;
  }
}
