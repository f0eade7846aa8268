import { userInfo } from 'node:os';
import type { Stage } from '../../../app/domain/card.ts';
import { BUILTIN_CAPABILITIES } from '../../../app/domain/crm-capabilities.ts';
import type { CardKeeper, CardPage, Clock, CrmConnector, CrmIdentity } from '../../../app/ports.ts';
import { activitiesOn, attach, detach, findActivity } from './activities.ts';
import { BUILTIN_ID, cardsChangedAfter, moveDeal, putCards, removeCards } from './cards.ts';
import { toCrmError } from './crm-error.ts';
import { openBuiltinDatabase, type BuiltinDb } from './database.ts';
import { patiently } from './patiently.ts';
import { stagesChanged, type StageRow } from './stages.ts';

const PAGE_CARDS = 500;

/** The CRM inside Mailpin: a CRM like any other, in a database file of its own. */
export interface BuiltinCrm extends CrmConnector, CardKeeper {
  close(): Promise<void>;
}

/** Opens, or creates, the built-in CRM. Throws store.* */
export async function openBuiltinCrm(path: string, clock: Clock): Promise<BuiltinCrm> {
  const db = await openBuiltinDatabase(path);
  const asked = async <Answer>(question: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await patiently(question);
    } catch (error) {
      throw toCrmError(error, path);
    }
  };
  return {
    id: BUILTIN_ID,
    capabilities: BUILTIN_CAPABILITIES,
    check: () => asked(() => checkBuiltin(db)),
    changes: (cursor) => asked(() => changes(db, cursor)),
    findActivity: (key, cardId) => asked(() => findActivity(db, key, cardId)),
    attach: (activity, cardId) => asked(() => attach(db, activity, cardId, clock.now())),
    detach: (key, cardId) => asked(() => detach(db, key, cardId)),
    activitiesOn: (cardId) => asked(() => activitiesOn(db, cardId)),
    putCards: (drafts) => asked(() => putCards(db, drafts, clock.now())),
    moveDeal: (cardId, stageId) => asked(() => moveDeal(db, cardId, stageId, clock.now())),
    removeCards: (cardIds) => asked(() => removeCards(db, cardIds, clock.now())),
    close: () => db.destroy(),
  };
}

/** A cursor names its store and the number of the last change that a page holds: `<id>:<number>`. */
async function changes(db: BuiltinDb, cursor: string | null): Promise<CardPage> {
  const { store_id: storeId } = await db.selectFrom('store').select('store_id').executeTakeFirstOrThrow();
  const { value: newest } = await db.selectFrom('change_counter').select('value').executeTakeFirstOrThrow();
  const [cursorStoreId, number] = cursor?.split(':') ?? [];
  const isFromStart = cursor !== null && (cursorStoreId !== storeId || Number(number) > newest);
  const after = cursor === null || isFromStart ? 0 : Number(number);
  const changed = await cardsChangedAfter(db, after, PAGE_CARDS);
  const upTo =
    changed.length < PAGE_CARDS ? Math.max(newest, ...changed.map(({ seq }) => seq)) : (changed.at(-1)?.seq ?? after);
  const stages = await stagesChanged(db, after, upTo);
  return {
    isFromStart,
    cards: changed.map(({ card }) => card),
    stages: stages.map(toStage),
    cursor: `${storeId}:${String(upTo)}`,
  };
}

function toStage(row: StageRow): Stage {
  const { stage_id: id, pipeline, name, position, outcome } = row;
  return { id, crmId: BUILTIN_ID, pipeline, name, position, outcome };
}

/** Nobody signs in to a file of one's own; that it answers is enough. */
async function checkBuiltin(db: BuiltinDb): Promise<CrmIdentity> {
  await db.selectFrom('store').select('store_id').executeTakeFirstOrThrow();
  return { user: userInfo().username };
}
