import type { CarryName, CarryReport, CarryTrouble } from '../../app/contract/carry-views.ts';
import type { WireError } from '../../app/contract/wire.ts';
import type { CardId, CarryId } from '../../app/domain/ids.ts';
import { carryCards, type StoredCarryCard } from '../db/carries.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { carriedCards } from './carried-cards.ts';
import { carriedPairs, type CarriedPair } from './carried-pairs.ts';
import { carryNamed, carryView, mailCounts, setOf, type IsGoing } from './carries.ts';

interface Trouble {
  readonly because: CarryTrouble;
  readonly cardId: CardId;
  readonly counterpartId: CardId | null;
  readonly refusal: WireError | null;
}

/** How far a carry is, and what did not arrive and why, a line a card and reason. Throws input.nothing-planned. */
export function carryReport(db: ReadDb, name: CarryName, isGoing: IsGoing): CarryReport {
  const carry = carryNamed(db, name);
  const pairs = carriedPairs(db, carry.id);
  const rows = carryCards(db, carry.id);
  const counts = mailCounts(db, carry.id);
  const count = new Map<string, { readonly trouble: Trouble; mailCount: number }>();
  const add = (trouble: Trouble, mailCount: number): void => {
    if (mailCount === 0) return;
    const key = JSON.stringify(trouble);
    const known = count.get(key);
    if (known === undefined) count.set(key, { trouble, mailCount });
    else known.mailCount += mailCount;
  };
  for (const row of rows)
    add(stayingBehind(row), row.counterpartId === null ? (counts.get(row.cardId)?.mails ?? 0) : 0);
  for (const pair of pairs) {
    if (pair.fate !== 'arrived' && pair.fate !== 'waiting') add({ ...troubleOf(pair), because: pair.fate }, 1);
  }
  for (const { cardId, mailCount } of mailsNotHere(db, carry.id)) {
    add({ because: 'not-here', cardId, counterpartId: null, refusal: null }, mailCount);
  }
  const troubles = [...count.values()];
  const card = carriedCards(
    db,
    troubles.flatMap(({ trouble: { cardId, counterpartId } }) => [cardId, counterpartId ?? cardId]),
  );
  return {
    ...carryView(db, carry, isGoing),
    arrivedCount: pairs.filter(({ fate }) => fate === 'arrived').length,
    waitingCount: pairs.filter(({ fate }) => fate === 'waiting').length,
    troubles: troubles.map(({ trouble: { because, cardId, counterpartId, refusal }, mailCount }) => ({
      because,
      card: card(cardId),
      counterpart: counterpartId === null ? null : card(counterpartId),
      mailCount,
      refusal,
    })),
  };
}

function stayingBehind(row: StoredCarryCard): Trouble {
  const set = setOf(row);
  return { because: set === 'matched' ? 'not-written' : set, cardId: row.cardId, counterpartId: null, refusal: null };
}

function troubleOf({ cardId, counterpartId, fate, because, details }: CarriedPair): Omit<Trouble, 'because'> {
  const refusal = fate === 'refused' && because !== null ? { code: because, details: details ?? {} } : null;
  return { cardId, counterpartId, refusal };
}

/** Mails that the old CRM has by us, and of which this computer has nothing any more. */
function mailsNotHere(
  db: ReadDb,
  carryId: CarryId,
): readonly { readonly cardId: CardId; readonly mailCount: number }[] {
  return all<{ cardId: CardId; mailCount: number }>(
    db,
    sql`
    SELECT card_id AS cardId, count(*) AS mailCount
      FROM carry_card JOIN outbox USING (card_id)
     WHERE carry_id = ${carryId} AND outbox.state = 'done' AND intent = 'attach'
       AND NOT EXISTS (SELECT 1 FROM mail WHERE mail.message_key = outbox.message_key)
     GROUP BY card_id`,
  );
}
