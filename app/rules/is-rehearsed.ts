import type { AccountId } from '../domain/ids.ts';

/** What decides whether a mail waits for the user's go. */
export interface RehearsedPush {
  /** What is pushed stays on this computer. */
  readonly isLocal: boolean;
  /** What the user said of this CRM; null for nothing. */
  readonly isOn: boolean | null;
  /** Accounts for which the user said go. */
  readonly gone: ReadonlySet<AccountId>;
}

/** Whether a CRM is rehearsed at all (rules 8): one elsewhere is unless the user says no, one on this computer only when they ask. */
export function isRehearsing({ isLocal, isOn }: Pick<RehearsedPush, 'isLocal' | 'isOn'>): boolean {
  return isOn ?? !isLocal;
}

/**
 * Whether a mail waits until the user saw what would happen and says go: once an account and CRM. Mail that lies in several accounts
 * goes with the first of them; mail that lies nowhere any more goes with any.
 */
export function isRehearsed(accounts: readonly AccountId[], push: RehearsedPush): boolean {
  if (!isRehearsing(push)) return false;
  return accounts.length === 0 ? push.gone.size === 0 : !accounts.some((account) => push.gone.has(account));
}
