import type { Filter } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import type { AddressBook, KnownAddress } from './address-book.ts';
import { addressesOf } from './addresses-of.ts';
import { isAllowedMail } from './allowed.ts';
import { blockOf } from './blocklist.ts';
import { roleOf } from './role-address.ts';
import type { World } from './verdict.ts';

export interface FilterTask extends Pick<World, 'identity' | 'policy'> {
  readonly mail: Pick<MailFacts, 'participants' | 'kind' | 'key' | 'listId'>;
  /** The people through whom rules look for cards, see `heardPeople`. */
  readonly heard: readonly KnownAddress[];
  /** The user lets the mail's whole thread through. */
  readonly isThreadAllowed: boolean;
}

/** The people through whom rules look for cards: everybody on the mail whom the user did not block. */
export function heardPeople(mail: Pick<MailFacts, 'participants'>, book: AddressBook): readonly KnownAddress[] {
  return addressesOf(mail)
    .map(book)
    .filter(({ block }) => block === null);
}

/** Nobody can say that a mail stays in the company whose sender cannot be read. */
function isSenderKnown({ participants }: Pick<MailFacts, 'participants'>): boolean {
  return participants.some(({ role, address }) => role === 'from' && address !== null);
}

/**
 * Why the rules keep their hands off a mail (rules 2.2 and 5, filters and blocklist); null when they do not. The strictest comes
 * first, and what the user let through is stopped by the blocklist only. One outsider makes a mail external.
 */
export function filterOf(task: FilterTask): Filter | null {
  const { mail, heard, policy, isThreadAllowed } = task;
  const block = blockOf(mail, task);
  if (block !== null) return block;
  if (isThreadAllowed || isAllowedMail(mail, policy.allowed)) return null;
  const outsiders = heard.filter(({ relation }) => relation === 'outsider');
  if (isSenderKnown(mail) && outsiders.length === 0) return 'internal';
  if (mail.kind !== 'personal') return mail.kind;
  if (outsiders.length === 0 || !outsiders.every(({ isDesk }) => isDesk)) return null;
  return outsiders.every(({ address }) => roleOf(address) === 'no-reply') ? 'no-reply' : 'role-address';
}
