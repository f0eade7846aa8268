import type { Selectable } from 'kysely';
import type { CardDraft, CardStatus, Stage } from '../../../app/domain/card.ts';
import type { BuiltinDb, BuiltinTransaction, NextChange } from './database.ts';
import type { StageTable } from './tables.ts';

export type StageRow = Selectable<StageTable>;

/** Stages with a number of change after `after` and up to `upTo`. */
export function stagesChanged(db: BuiltinDb, after: number, upTo: number): Promise<readonly StageRow[]> {
  return db
    .selectFrom('stage')
    .selectAll()
    .where('changed_seq', '>', after)
    .where('changed_seq', '<=', upTo)
    .orderBy('changed_seq')
    .execute();
}

/**
 * The stage of each deal, by its name in its pipeline whatever the capitals; stages that do not exist are created. A deal without
 * a stage stands in the first one that means what its status says.
 */
export async function stagesFor(
  trx: BuiltinTransaction,
  drafts: readonly CardDraft[],
  next: NextChange,
): Promise<(draft: CardDraft) => StageRow | null> {
  const stages = await trx.selectFrom('stage').selectAll().orderBy('pipeline').orderBy('position').execute();
  const firstPipeline = stages.toSorted((one, other) => one.changed_seq - other.changed_seq)[0]?.pipeline ?? '';
  const pipelineOf = (draft: CardDraft): string => draft.stage?.pipeline ?? firstPipeline;
  for (const draft of drafts) {
    if (draft.stage === null || find(stages, pipelineOf(draft), draft.stage.name) !== null) continue;
    const name = draft.stage.name;
    const pipeline =
      stages.find((stage) => isSameName(stage.pipeline, pipelineOf(draft)))?.pipeline ?? pipelineOf(draft);
    const inIt = drafts.filter((one) => one.stage !== null && isSameName(one.stage.name, name));
    stages.push(await createStage(trx, stages, { pipeline, name, outcome: commonOutcome(inIt) }, next));
  }
  return (draft) => {
    if (draft.kind !== 'deal') return null;
    if (draft.stage !== null) return find(stages, pipelineOf(draft), draft.stage.name);
    return (
      stages.find((stage) => stage.pipeline === firstPipeline && stage.outcome === (draft.status ?? 'open')) ?? null
    );
  };
}

/** A new open stage stands after the other open ones and before those where deals end. */
async function createStage(
  trx: BuiltinTransaction,
  stages: StageRow[],
  { pipeline, name, outcome }: Pick<StageRow, 'pipeline' | 'name' | 'outcome'>,
  next: NextChange,
): Promise<StageRow> {
  const ahead = stages.filter(
    (stage) => stage.pipeline === pipeline && (outcome !== 'open' || stage.outcome === 'open'),
  );
  const position = Math.max(0, ...ahead.map((stage) => stage.position)) + 1;
  for (const [index, stage] of stages.entries()) {
    if (stage.pipeline !== pipeline || stage.position < position) continue;
    const moved = { position: stage.position + 1, changed_seq: await next() };
    await trx.updateTable('stage').set(moved).where('stage_id', '=', stage.stage_id).execute();
    stages[index] = { ...stage, ...moved };
  }
  const created = { stage_id: freeId(name, stages), pipeline, name, position, outcome, changed_seq: await next() };
  await trx.insertInto('stage').values(created).execute();
  return created;
}

function find(stages: readonly StageRow[], pipeline: string, name: string): StageRow | null {
  return stages.find((stage) => isSameName(stage.pipeline, pipeline) && isSameName(stage.name, name)) ?? null;
}

function isSameName(one: string, other: string): boolean {
  return one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();
}

/** What deals in a stage are when nothing but their statuses tells: won or lost when all are. */
function commonOutcome(drafts: readonly CardDraft[]): Stage['outcome'] {
  const statuses = new Set<CardStatus | null>(drafts.map(({ status }) => status));
  if (statuses.size > 1) return 'open';
  return statuses.has('won') ? 'won' : statuses.has('lost') ? 'lost' : 'open';
}

/** `Quote sent` is `quote-sent`, or `quote-sent-2` when that is taken. */
function freeId(name: string, stages: readonly StageRow[]): string {
  const taken = new Set(stages.map(({ stage_id }) => stage_id));
  const plain = name.trim().toLowerCase().replaceAll(/\s+/gu, '-');
  let id = plain;
  for (let count = 2; taken.has(id); count += 1) id = `${plain}-${String(count)}`;
  return id;
}
