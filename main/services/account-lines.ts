import type { AccountId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';

/** Something to do over a connection that is open already. */
type Errand = (session: MailSession | null) => Promise<void>;

/**
 * The connections that watched accounts keep open. Providers count connections (some allow very few), so whoever needs one for a moment
 * asks for it here before opening another: a watched account has two at most.
 */
export interface AccountLines {
  /** Offers an account's connection for errands until `close`. */
  open(accountId: AccountId): AccountLine;
  /** Does the work over the open connection of a watched account, as soon as it is free; null when there is none. */
  borrow<Value>(accountId: AccountId, work: (session: MailSession) => Promise<Value>): Promise<Value> | null;
  /** Something about the account was decided: its watch looks at it anew. */
  poke(accountId: AccountId): void;
}

export interface AccountLine {
  /** Resolves when there is an errand, or somebody poked; at once when that was before. */
  called(): Promise<void>;
  /** Does the waiting errands. They may leave any mailbox open. True when there were any. */
  serve(session: MailSession): Promise<boolean>;
  /** Refuses the errands that are left; whoever asked opens a connection of their own, or hears why there is none. */
  close(): Promise<void>;
}

interface Waiting {
  readonly errands: Errand[];
  call: () => void;
}

export function accountLines(): AccountLines {
  const lines = new Map<AccountId, Waiting>();
  return {
    open(accountId) {
      const line: Waiting = { errands: [], call: () => undefined };
      let isCalled = false;
      let wake: () => void = () => undefined;
      line.call = () => {
        isCalled = true;
        wake();
      };
      lines.set(accountId, line);
      return {
        called: () =>
          new Promise((resolve) => {
            wake = resolve;
            if (isCalled) resolve();
          }),
        async serve(session) {
          isCalled = false;
          const errands = line.errands.splice(0);
          for (const errand of errands) await errand(session);
          return errands.length > 0;
        },
        async close() {
          if (lines.get(accountId) === line) lines.delete(accountId);
          for (const errand of line.errands.splice(0)) await errand(null);
        },
      };
    },
    borrow(accountId, work) {
      const line = lines.get(accountId);
      if (line === undefined) return null;
      return new Promise((resolve, reject) => {
        line.errands.push(async (session) => {
          try {
            if (session === null) throw new MailpinError('imap.unreachable');
            resolve(await work(session));
          } catch (error) {
            // It is told to whoever asked; a connection that broke is noticed by the watch itself.
            reject(error instanceof Error ? error : new MailpinError('internal', {}, { cause: error }));
          }
        });
        line.call();
      });
    },
    poke: (accountId) => lines.get(accountId)?.call(),
  };
}
