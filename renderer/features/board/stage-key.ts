import type { Stage } from '../../../app/domain/card.ts';

/** A stage id means something only within its CRM. */
export function stageKey({ crmId, id }: Stage): string {
  return `${crmId}:${id}`;
}
