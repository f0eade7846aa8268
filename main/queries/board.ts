import type { Board, BoardColumn, CardSummary, Pipeline } from '../../app/contract/card-views.ts';
import type { Stage } from '../../app/domain/card.ts';
import type { CardId, CrmId } from '../../app/domain/ids.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { groupBy } from '../db/group-by.ts';
import { cardSummaries } from './card-summaries.ts';

interface StageRow {
  readonly crm_id: CrmId;
  readonly stage_id: string;
  readonly pipeline: string;
  readonly name: string;
  readonly position: number;
  readonly outcome: Stage['outcome'];
}
interface DealRow {
  readonly card_id: CardId;
  readonly crm_id: CrmId;
  readonly stage_id: string;
}

/** Pipelines with their stages as columns; in a column the deal with the newest mail first. */
export function board(db: ReadDb): Board {
  const stages = stageRows(db);
  const deals = dealRows(db);
  const cards = new Map(
    cardSummaries(
      db,
      deals.map((deal) => deal.card_id),
    ).map((card) => [card.id, card]),
  );
  const byStage = groupBy(deals, (deal) => stageKey(deal));
  const columns = stages.map((row): BoardColumn => {
    const onStage = (byStage.get(stageKey(row)) ?? []).flatMap((deal) => cards.get(deal.card_id) ?? []);
    return { stage: toStage(row), deals: onStage.sort(byNewestMail) };
  });
  return {
    pipelines: [...groupBy(columns, ({ stage }) => JSON.stringify([stage.crmId, stage.pipeline])).values()].flatMap(
      toPipeline,
    ),
  };
}

function toPipeline(columns: readonly BoardColumn[]): readonly Pipeline[] {
  const [first] = columns;
  return first === undefined ? [] : [{ crmId: first.stage.crmId, name: first.stage.pipeline, columns }];
}

function byNewestMail(left: CardSummary, right: CardSummary): number {
  return (right.lastMail?.at ?? 0) - (left.lastMail?.at ?? 0) || left.name.localeCompare(right.name, 'en');
}

/** A stage id means something only within its CRM. */
function stageKey({ crm_id: crmId, stage_id: stageId }: { readonly crm_id: CrmId; readonly stage_id: string }): string {
  return JSON.stringify([crmId, stageId]);
}

function toStage(row: StageRow): Stage {
  return {
    id: row.stage_id,
    crmId: row.crm_id,
    pipeline: row.pipeline,
    name: row.name,
    position: row.position,
    outcome: row.outcome,
  };
}

function stageRows(db: ReadDb): readonly StageRow[] {
  return all<StageRow>(
    db,
    sql`
    SELECT crm_id, stage_id, pipeline, name, position, outcome
      FROM stage
     ORDER BY crm_id, pipeline, position, stage_id`,
  );
}

function dealRows(db: ReadDb): readonly DealRow[] {
  return all<DealRow>(
    db,
    sql`
    SELECT card_id, crm_id, stage_id
      FROM card
     WHERE stage_id IN (SELECT stage_id FROM stage) AND kind = 'deal' AND gone_at IS NULL`,
  );
}
