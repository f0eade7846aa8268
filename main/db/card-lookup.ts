import type { AddressKey } from '../../app/domain/address.ts';
import type { Card } from '../../app/domain/card.ts';
import type { CardId } from '../../app/domain/ids.ts';
import type { AddressHit, CardLookup, StagePlace } from '../../app/rules/card-lookup.ts';
import { cardGeneration } from './card-generation.ts';
import { cardById } from './cards.ts';
import { all, get, sql, type ReadDb } from './sql.ts';

interface KnownCards {
  readonly generation: string;
  readonly lookup: CardLookup;
  /** Questions that were answered. */
  count: number;
}

/** Answers that are kept at most; mail of strangers asks for ever new ones. */
const MAX_ANSWERS = 50_000;
const known = new WeakMap<ReadDb, KnownCards>();

/**
 * The cards of the store as rules look them up. Each question is asked of the database once as long as no card changes, here or by
 * another program. Make one for a transaction and throw it away with it: it does not see changes that come after it was made.
 */
export function storedCards(db: ReadDb): CardLookup {
  const generation = cardGeneration(db);
  const standing = known.get(db);
  if (standing?.generation === generation && standing.count < MAX_ANSWERS) return standing.lookup;
  const fresh: KnownCards = { generation, lookup: lookupIn(db, () => (fresh.count += 1)), count: 0 };
  known.set(db, fresh);
  return fresh.lookup;
}

function lookupIn(db: ReadDb, onAsked: () => void): CardLookup {
  const remembered = <Question, Answer>(ask: (question: Question) => Answer): ((question: Question) => Answer) =>
    rememberedAnswers((question: Question) => {
      onAsked();
      return ask(question);
    });
  const card = remembered((id: CardId) => cardById(db, id));
  const present = (ids: readonly CardId[]): readonly Card[] => ids.flatMap((id) => card(id) ?? []);
  const byAddress = remembered((joined: string) => addressHits(db, joined, card));
  const byDomain = remembered((domain: string) => present(companiesWithDomain(db, domain)));
  const dealsOfOne = remembered((id: CardId) => dealsWith(db, id));
  const stage = remembered((joined: string) => stagePlace(db, joined));
  return {
    card,
    byAddress: ({ step, key }: AddressKey) => byAddress(`${step} ${key}`),
    byDomain,
    dealsOf: (cardIds) => present([...new Set(cardIds.flatMap(dealsOfOne))].sort()),
    stageOf: ({ crmId, stageId }) => (stageId === null ? null : stage(`${crmId} ${stageId}`)),
  };
}

/** A function that works out each answer once. */
function rememberedAnswers<Question, Answer>(ask: (question: Question) => Answer): (question: Question) => Answer {
  const answers = new Map<Question, Answer>();
  return (question) => {
    const known = answers.get(question);
    if (known !== undefined || answers.has(question)) return known as Answer;
    const answer = ask(question);
    answers.set(question, answer);
    return answer;
  };
}

/** @param joined step and key with a blank between; steps have none */
function addressHits(db: ReadDb, joined: string, card: (id: CardId) => Card | null): readonly AddressHit[] {
  const blank = joined.indexOf(' ');
  return all<{ card_id: CardId; is_primary: number }>(
    db,
    sql`
    SELECT card_id, max(is_primary) AS is_primary
      FROM card_address_key JOIN card_address USING (card_id, address) JOIN card USING (card_id)
     WHERE address_key = ${joined.slice(blank + 1)} AND step = ${joined.slice(0, blank)}
       AND kind <> 'deal' AND gone_at IS NULL
     GROUP BY card_id
     ORDER BY card_id`,
  ).flatMap((row) => {
    const found = card(row.card_id);
    return found === null ? [] : { card: found, isPrimary: row.is_primary === 1 };
  });
}

function companiesWithDomain(db: ReadDb, domain: string): readonly CardId[] {
  return all<{ card_id: CardId }>(
    db,
    sql`
    SELECT card_id
      FROM card_domain JOIN card USING (card_id)
     WHERE domain = ${domain} AND kind = 'company' AND gone_at IS NULL
     ORDER BY card_id`,
  ).map((row) => row.card_id);
}

/** Deals with this person on it, or with this company. */
function dealsWith(db: ReadDb, cardId: CardId): readonly CardId[] {
  return all<{ card_id: CardId }>(
    db,
    sql`
    SELECT card_id
      FROM deal_person JOIN card ON card_id = deal_id
     WHERE person_id = ${cardId} AND kind = 'deal' AND gone_at IS NULL
     UNION
    SELECT card_id FROM card WHERE company_id = ${cardId} AND kind = 'deal' AND gone_at IS NULL`,
  ).map((row) => row.card_id);
}

/** @param joined id of the CRM and of the stage with a blank between; ids of CRMs have none */
function stagePlace(db: ReadDb, joined: string): StagePlace | null {
  const blank = joined.indexOf(' ');
  const row = get<{ name: string; before: number; others: number }>(
    db,
    sql`
    SELECT stage.name,
           count(*) FILTER (WHERE other.position < stage.position) AS before, count(other.stage_id) AS others
      FROM stage
           LEFT JOIN stage AS other
           ON other.crm_id = stage.crm_id AND other.pipeline = stage.pipeline AND other.outcome = 'open'
          AND other.stage_id <> stage.stage_id
     WHERE stage.crm_id = ${joined.slice(0, blank)} AND stage.stage_id = ${joined.slice(blank + 1)}
     GROUP BY stage.crm_id, stage.stage_id`,
  );
  if (row === undefined) return null;
  return { name: row.name, progress: row.others === 0 ? 0 : Math.min(row.before / row.others, 1) };
}
