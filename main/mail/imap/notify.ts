import type { ImapFlow } from 'imapflow';
import { isRefusal } from './imap-errors.ts';

/** What of the library is not in its types: sending a command it does not know, and hearing an answer nobody asked for. */
interface RawClient {
  exec(command: string, attributes: readonly RawAttribute[]): Promise<{ next(): void }>;
  readonly untaggedHandlers: Record<string, (untagged: UntaggedStatus) => Promise<void>>;
}
type RawAttribute = { readonly type: 'ATOM'; readonly value: string } | readonly RawAttribute[];
interface UntaggedStatus {
  readonly attributes?: readonly ({ readonly value?: unknown } | null)[];
}

const EVENTS = ['MessageNew', 'MessageExpunge', 'FlagChange'];

/**
 * Asks the server to tell of every mailbox, not only of the open one (RFC 5465 NOTIFY). Call it while a mailbox is open.
 *
 * @param changed told the name of a mailbox that changed, as it stands on the wire (modified UTF-7 for other than ASCII)
 * @returns false when the server cannot
 */
export async function notify(client: ImapFlow, changed: (rawPath: string) => void): Promise<boolean> {
  if (!client.capabilities.has('NOTIFY') || !isRaw(client)) return false;
  client.untaggedHandlers['STATUS'] = ({ attributes }) => {
    const [name] = attributes ?? [];
    if (typeof name?.value === 'string') changed(name.value);
    return Promise.resolve();
  };
  try {
    const response = await client.exec('NOTIFY', [atom('SET'), group('SELECTED'), group('PERSONAL')]);
    response.next();
    return true;
  } catch (error) {
    // A server that has too many mailboxes to watch says NO [NOTIFICATIONOVERFLOW]: then we look by ourselves.
    if (isRefusal(error)) return false;
    throw error;
  }
}

function isRaw(client: object): client is RawClient {
  return 'exec' in client && typeof client.exec === 'function' && 'untaggedHandlers' in client;
}

function group(which: 'SELECTED' | 'PERSONAL'): RawAttribute {
  return [atom(which), EVENTS.map(atom)];
}

function atom(value: string): RawAttribute {
  return { type: 'ATOM', value };
}
