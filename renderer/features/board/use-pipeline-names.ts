import type { Pipeline } from '../../../app/contract/card-views.ts';
import { useText } from '../../text/use-text.ts';
import { useCrmNames } from '../crms/use-crm-names.ts';

/** The parts of what a pipeline is called, to be drawn as there is room. */
export interface PipelineName {
  readonly name: string;
  /** As soon as there are pipelines of several CRMs; null too where the CRM's own name stands for a pipeline without one. */
  readonly crm: string | null;
  /** Both in one. */
  readonly whole: string;
}

/** What a pipeline is called: with its CRM, as soon as there are pipelines of several; by the CRM alone where it has but one without a name. */
export function usePipelineNames(pipelines: readonly Pipeline[]): (pipeline: Pipeline) => PipelineName {
  const text = useText();
  const crmNames = useCrmNames();
  const areMixed = new Set(pipelines.map(({ crmId }) => crmId)).size > 1;
  return ({ crmId, name }) => {
    const crm = crmNames.get(crmId) ?? crmId;
    if (name === '') return { name: crm, crm: null, whole: crm };
    if (!areMixed) return { name, crm: null, whole: name };
    return { name, crm, whole: text('board.pipeline-of', { name, crm }) };
  };
}
