import type { Board, Pipeline } from '../../../app/contract/card-views.ts';

/** The CRM inside Mailpin. */
const INSIDE = 'builtin';

/** The pipelines worth a place: that of the CRM inside Mailpin stands aside while it has no deal and a connected CRM has a pipeline. */
export function shownPipelines(board: Board | undefined): readonly Pipeline[] {
  const all = board?.pipelines ?? [];
  const isInside = ({ crmId }: Pipeline): boolean => (crmId as string) === INSIDE;
  const hasDeals = ({ columns }: Pipeline): boolean => columns.some(({ deals }) => deals.length > 0);
  return all.every(isInside) ? all : all.filter((pipeline) => !isInside(pipeline) || hasDeals(pipeline));
}
