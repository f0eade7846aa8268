/** What travels between the engine and the thread that reads mail. Plain values, kept by structured clone. */
import type { Account, SourceSettings } from '../../app/domain/account.ts';
import type { Uid } from '../../app/domain/ids.ts';
import type { Result } from '../../app/contract/wire.ts';
import type { MailSession } from '../../app/ports.ts';

/** Calls with one answer, and nothing in them that cannot be copied. */
export type PlainMethod = Exclude<keyof MailSession, 'fetchMails' | 'waitForChange'>;
export const PLAIN_METHODS = Object.keys({
  listMailboxes: true,
  countMails: true,
  openMailbox: true,
  glance: true,
  listUids: true,
  listArrived: true,
  listUidsSince: true,
  readMessageIds: true,
  findMails: true,
  readSigns: true,
  listChanges: true,
  fetchAttachment: true,
  readAttached: true,
  listenTo: true,
  close: true,
} satisfies Record<PlainMethod, true>) as readonly PlainMethod[];

/** Every order has a number, by which its answer is known and by which it can be ended. */
export type ToReader =
  | {
      readonly kind: 'connect';
      readonly order: number;
      readonly session: number;
      readonly settings: SourceSettings;
      readonly account: Account;
      readonly secret: string | null;
    }
  | {
      readonly kind: 'call';
      readonly order: number;
      readonly session: number;
      readonly method: PlainMethod;
      readonly input: readonly unknown[];
    }
  | { readonly kind: 'wait'; readonly order: number; readonly session: number }
  | { readonly kind: 'fetch'; readonly order: number; readonly session: number; readonly uids: readonly Uid[] }
  /** A batch was taken: another may be sent. */
  | { readonly kind: 'more'; readonly order: number }
  | { readonly kind: 'end'; readonly order: number };

/**
 * A `FetchedMail<PackedMail>` as V8 writes it down (`v8.serialize`). So it leaves the thread's JavaScript memory as soon as it is packed, travels
 * without being copied, and becomes objects again when the engine stores it.
 */
export type WrittenMail = Uint8Array<ArrayBuffer>;

export type FromReader =
  | { readonly kind: 'batch'; readonly order: number; readonly mails: readonly WrittenMail[] }
  | { readonly kind: 'answer'; readonly order: number; readonly result: Result<unknown> };

/** Batches on their way at most: the thread reads the next ones while the engine stores the last. */
export const BATCHES_AHEAD = 3;

/**
 * Where the thread writes which mail it is reading, so that the engine knows it when the thread is no more: the UID (0 for none), the
 * order it belongs to, and how many mails were begun. 64 bits each: the UIDs of archives need more than 32.
 */
export const MARK = { uid: 0, order: 1, begun: 2 } as const;
export const MARK_BYTES = 3 * BigInt64Array.BYTES_PER_ELEMENT;

export interface ReaderData {
  readonly mark: SharedArrayBuffer;
}
