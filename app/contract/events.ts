/** What the engine announces, after the commit and only then. Ids, no content: who shows something asks again. */
import type { AccountId, CardId, ThreadId } from '../domain/ids.ts';
import type { AuditProgress } from './audit-views.ts';
import type { CarryProgress } from './carry-views.ts';
import type { CrmProgress } from './crm-views.ts';
import type { SpaceProgress } from './space-views.ts';
import type { AccountState } from './status-views.ts';
import type { WireError } from './wire.ts';

export interface Events {
  'threads.changed': { readonly threadIds: readonly ThreadId[] };
  'links.changed': { readonly threadIds: readonly ThreadId[]; readonly cardIds: readonly CardId[] };
  'cards.changed': { readonly cardIds: readonly CardId[] };
  'outbox.changed': Record<never, never>;
  'suggestions.changed': Record<never, never>;
  'account.changed': { readonly accountId: AccountId; readonly state: AccountState };
  /** A change of state worth a notice: once when trouble begins, once when it ends. */
  'account.trouble': { readonly accountId: AccountId; readonly address: string; readonly error: WireError };
  'account.recovered': { readonly accountId: AccountId; readonly address: string };
  'audit.progress': AuditProgress;
  /** An audit of the account came to an end. */
  'audit.done': { readonly accountId: AccountId };
  /** Its data is deleted; nothing of it can be asked for any more. */
  'account.removed': { readonly accountId: AccountId };
  /** How far a long piece of work on the space of the mirror is. */
  'space.progress': SpaceProgress;
  /** Texts were shortened or fetched again, or another way of keeping was chosen. */
  'space.changed': Record<never, never>;
  /** How far reading the cards of a CRM is; `total` is null where the CRM does not say. */
  'crm.progress': CrmProgress;
  /** How far a carry is that runs now. */
  'carry.progress': CarryProgress;
  /** A carry was planned, began, ended, or a counterpart was chosen. */
  'carry.changed': Record<never, never>;
  /** The user changed the rules: who is who, what is let through, who is protected or blocked. */
  'rules.changed': Record<never, never>;
  /** Another program wrote to the same profile; everything shown may be old. */
  'store.changed': Record<never, never>;
  /** The user clicked a notice or the tray: the window shows this place. Said by the shell, not by the engine. */
  'place.asked': { readonly place: Place };
}
export type EventName = keyof Events;

/** Where a notice leads. */
export type Place = { readonly kind: 'account'; readonly accountId: AccountId } | { readonly kind: 'needs-you' };

/** Every event the engine says, for whoever carries them across a process boundary. */
export const ENGINE_EVENTS = Object.keys({
  'threads.changed': true,
  'links.changed': true,
  'cards.changed': true,
  'outbox.changed': true,
  'suggestions.changed': true,
  'account.changed': true,
  'account.trouble': true,
  'account.recovered': true,
  'account.removed': true,
  'audit.progress': true,
  'audit.done': true,
  'space.progress': true,
  'space.changed': true,
  'crm.progress': true,
  'carry.progress': true,
  'carry.changed': true,
  'rules.changed': true,
  'store.changed': true,
} satisfies Record<EngineEventName, true>) as readonly EngineEventName[];
export type EngineEventName = Exclude<EventName, 'place.asked'>;
export type AnyEvent = { [Name in EventName]: { readonly name: Name; readonly payload: Events[Name] } }[EventName];
