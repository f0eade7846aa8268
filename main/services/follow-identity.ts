import type { Identity } from '../../app/domain/account.ts';
import type { CanonicalAddress } from '../../app/domain/ids.ts';
import { directionOf } from '../../app/rules/direction.ts';
import { personKey } from '../../app/rules/identity.ts';
import { registrableDomain } from '../../app/rules/registrable-domain.ts';
import { addressesOfPerson, authorsOf, mailsByAuthor, mailsToRethread } from '../db/people-mail.ts';
import { setDirection } from '../db/mails.ts';
import { readIdentity } from '../db/own-addresses.ts';
import { markStale, markStaleByDomain } from '../db/stale-threads.ts';
import { threadOf } from '../db/threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { rethread } from './rethread.ts';

/**
 * Brings stored mail in line with who the user is now: the direction of what they wrote, threads held together by a provider's id
 * (the user's own addresses hold nothing together), and the mail of domains that became, or no longer are, the company's.
 *
 * @param before as it was
 * @param addresses of which something else is known now; their people's other addresses are looked at too
 */
export function followIdentity(tx: Transaction, before: Identity, addresses: readonly CanonicalAddress[]): void {
  const after = readIdentity(tx.db);
  for (const domain of new Set([...before.companyDomains, ...after.companyDomains])) {
    if (before.companyDomains.has(domain) && after.companyDomains.has(domain)) continue;
    markStaleByDomain(tx.db, registrableDomain(domain));
  }
  const people = new Set(addresses.map(personKey));
  const changed = [...people]
    .flatMap((person) => addressesOfPerson(tx.db, person))
    .filter((address) => before.mine.has(address) !== after.mine.has(address));
  for (const address of changed) {
    for (const mailId of mailsByAuthor(tx.db, address)) {
      const authors = authorsOf(tx.db, mailId);
      setDirection(tx.db, mailId, directionOf(authors, after.mine));
      const threadId = threadOf(tx.db, mailId);
      if (threadId !== null) tx.changes.threads.add(threadId);
    }
    for (const threadId of rethread(tx, mailsToRethread(tx.db, address), after.mine)) markStale(tx.db, threadId);
  }
}
