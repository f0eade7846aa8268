import type { Card } from '../../app/domain/card.ts';
import { personKey } from '../../app/rules/identity.ts';
import { registrableDomain } from '../../app/rules/registrable-domain.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { cardById, dependentCardIds, putCard, putStage, readCrmCursor, writeCrmCursor } from '../db/cards.ts';
import { markStaleByCard, markStaleByDomain, markStaleByPerson } from '../db/stale-threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';

/**
 * Reads what changed at a CRM into the mirror, a page a transaction, and puts the threads that may be touched in line to be decided
 * again. Throws crm.*, store.*.
 */
export async function pullCards({ store }: Deps, crm: CrmConnector): Promise<void> {
  for (;;) {
    const cursor = readCrmCursor(store.db, crm.id);
    const page = await crm.changes(cursor);
    if (page.cursor === cursor && page.cards.length === 0) return;
    store.write((tx) => {
      for (const stage of page.stages) putStage(tx.db, stage);
      const versions = page.cards.flatMap((card) => [cardById(tx.db, card.id) ?? [], card].flat());
      for (const card of page.cards) {
        putCard(tx.db, card);
        tx.changes.cards.add(card.id);
      }
      markMailOf(tx, versions);
      writeCrmCursor(tx.db, crm.id, page.cursor);
    });
  }
}

/**
 * Threads in which the cards' people take part, or took part before the change. For deals those of its people and its company; for
 * companies those of its contacts too, since a deal is found through them.
 *
 * @param versions of the changed cards, before and after
 */
function markMailOf(tx: Transaction, versions: readonly Card[]): void {
  const near = new Set(
    versions.flatMap(({ id, peopleIds, companyId }) => [id, ...peopleIds, ...(companyId === null ? [] : [companyId])]),
  );
  const all = new Set([...near].flatMap((id) => [id, ...dependentCardIds(tx.db, id)]));
  const cards = [...versions, ...[...all].flatMap((id) => cardById(tx.db, id) ?? [])];
  const people = new Set(cards.flatMap(({ addresses }) => addresses.map(({ address }) => personKey(address))));
  const domains = new Set(cards.flatMap((card) => card.domains.map(registrableDomain)));
  for (const id of all) markStaleByCard(tx.db, id);
  for (const key of people) markStaleByPerson(tx.db, key);
  for (const domain of domains) markStaleByDomain(tx.db, domain);
}
