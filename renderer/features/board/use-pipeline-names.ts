import type { Board, Pipeline } from '../../../app/contract/card-views.ts';
import { useText } from '../../text/use-text.ts';
import { useCrmNames } from '../crms/use-crm-names.ts';

/** What a pipeline is called: with its CRM, as soon as there are pipelines of several; by the CRM alone where it has but one without a name. */
export function usePipelineNames(board: Board | undefined): (pipeline: Pipeline) => string {
  const text = useText();
  const crmNames = useCrmNames();
  const areMixed = new Set(board?.pipelines.map(({ crmId }) => crmId)).size > 1;
  return ({ crmId, name }) => {
    if (!areMixed) return name;
    const crm = crmNames.get(crmId) ?? crmId;
    return name === '' ? crm : text('board.pipeline-of', { name, crm });
  };
}
