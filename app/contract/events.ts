/** What the engine announces, after the commit and only then. Ids, no content: who shows something asks again. */
import type { AccountId, CardId, ThreadId } from '../domain/ids.ts';
import type { AccountState } from './views.ts';
import type { WireError } from './wire.ts';

export interface Events {
  'threads.changed': { readonly threadIds: readonly ThreadId[] };
  'links.changed': { readonly threadIds: readonly ThreadId[]; readonly cardIds: readonly CardId[] };
  'cards.changed': { readonly cardIds: readonly CardId[] };
  'outbox.changed': Record<never, never>;
  'account.changed': { readonly accountId: AccountId; readonly state: AccountState };
  /** A change of state worth a notice: once when trouble begins, once when it ends. */
  'account.trouble': { readonly accountId: AccountId; readonly address: string; readonly error: WireError };
  'account.recovered': { readonly accountId: AccountId; readonly address: string };
  /** Another program wrote to the same profile; everything shown may be old. */
  'store.changed': Record<never, never>;
}
export type EventName = keyof Events;
export type AnyEvent = { [Name in EventName]: { readonly name: Name; readonly payload: Events[Name] } }[EventName];
