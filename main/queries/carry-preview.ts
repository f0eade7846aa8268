import type { CarryName, CarryPreview } from '../../app/contract/carry-views.ts';
import type { CrmCapabilities } from '../../app/domain/crm-capabilities.ts';
import type { CarryFate } from '../../app/rules/carry-fate.ts';
import { carryCards } from '../db/carries.ts';
import { one, sql, type ReadDb } from '../db/sql.ts';
import { carriedPairs, type CarriedPair } from './carried-pairs.ts';
import { carryNamed, mailCounts } from './carries.ts';

/** Mail for which the CRM has room on another card now may come to this one, once what the user said is said there too. */
const GOING: ReadonlySet<CarryFate> = new Set<CarryFate>(['not-written', 'waiting', 'arrived', 'elsewhere']);

/** What going would do, without doing it. Throws input.nothing-planned. */
export function carryPreview(db: ReadDb, name: CarryName, { recipientLimit }: CrmCapabilities): CarryPreview {
  const { id } = carryNamed(db, name);
  const pairs = carriedPairs(db, id);
  const going = pairs.filter(({ fate }) => GOING.has(fate));
  const isHeadersOnly = ({ extent, recipientCount }: CarriedPair) =>
    extent === 'headers-only' || recipientCount > (recipientLimit ?? Number.POSITIVE_INFINITY);
  const rows = carryCards(db, id);
  const staying = rows.filter(({ counterpartId }) => counterpartId === null).map(({ cardId }) => cardId);
  const counts = mailCounts(db, id);
  const ofGoing = rows.filter(({ counterpartId }) => counterpartId !== null);
  return {
    fromId: name.fromId,
    toId: name.toId,
    mailCount: mailsOf(going),
    cardCount: new Set(going.map(({ counterpartId }) => counterpartId)).size,
    thereCount: mailsOf(going.filter(({ hasArrived }) => hasArrived)),
    headersOnlyCount: mailsOf(going.filter(isHeadersOnly)),
    attachmentsCount: mailsOf(going.filter((pair) => pair.hasAttachments && !isHeadersOnly(pair))),
    heldCount: mailsOf(pairs.filter(({ fate }) => fate === 'held')),
    keptOutCount: ofGoing.reduce((sum, { cardId }) => sum + (counts.get(cardId)?.keptOut ?? 0), 0),
    staying: {
      cards: staying.length,
      mails: staying.reduce((sum, cardId) => sum + (counts.get(cardId)?.mails ?? 0), 0),
    },
    waitingCount: one<{ count: number }>(
      db,
      sql`
      SELECT count(DISTINCT message_key) AS count
        FROM outbox
       WHERE crm_id = ${name.toId} AND gate = 'rehearsal' AND state IN ('pending', 'sending', 'waiting')
         AND card_id NOT IN (SELECT counterpart_id FROM carry_card WHERE carry_id = ${id} AND counterpart_id IS NOT NULL)`,
    ).count,
  };
}

function mailsOf(pairs: readonly CarriedPair[]): number {
  return new Set(pairs.map(({ mailId }) => mailId)).size;
}
