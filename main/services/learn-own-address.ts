import type { CanonicalAddress } from '../../app/domain/ids.ts';
import { domainOf } from '../../app/domain/address.ts';
import { directionOf } from '../../app/rules/direction.ts';
import { personKey } from '../../app/rules/identity.ts';
import { registrableDomain } from '../../app/rules/registrable-domain.ts';
import { mailFactsById, mailIdsWithAddress } from '../db/mail-facts.ts';
import { setDirection } from '../db/mails.ts';
import { addMine, readIdentity, type LearntAs } from '../db/own-addresses.ts';
import { markStale, markStaleByDomain, markStaleByPerson } from '../db/stale-threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { rethread } from './rethread.ts';

/**
 * Takes an address as the user's own (rules 2.1). Mail that came before is seen as if this had been known: its direction, its
 * threads, and, once the stale threads are decided, its cards.
 *
 * @returns whether anything was learnt
 */
export function learnOwnAddress(tx: Transaction, address: CanonicalAddress, origin: LearntAs): boolean {
  if (!addMine(tx.db, address, origin)) return false;
  const { mine } = readIdentity(tx.db);
  const mailIds = mailIdsWithAddress(tx.db, address);
  for (const mailId of mailIds) {
    const mail = mailFactsById(tx.db, mailId);
    if (mail === null) continue;
    setDirection(tx.db, mailId, directionOf(mail.participants, mine));
    tx.changes.threads.add(mail.threadId);
  }
  // The user's own addresses say nothing about what belongs together, so knowing them may part threads.
  for (const threadId of rethread(tx, mailIds, mine)) markStale(tx.db, threadId);
  markStaleByPerson(tx.db, personKey(address));
  if (origin === 'account') markStaleByDomain(tx.db, registrableDomain(domainOf(address)));
  return true;
}
