import { expect, test } from 'vitest';
import type { Board, CardSummary } from '../../../app/contract/card-views.ts';
import type { CardId, CrmId } from '../../../app/domain/ids.ts';
import { shownPipelines } from './shown-pipelines.ts';

const DEAL: CardSummary = {
  ...{ id: 'd1' as CardId, kind: 'deal', name: 'Pumps', status: 'open', stageId: 's1', stageName: 'New' },
  ...{ value: null, companyName: null, people: [], mailCount: 0, lastMail: null },
};
const pipeline = (crm: string, deals: readonly CardSummary[]): Board['pipelines'][number] => {
  const crmId = crm as CrmId;
  const stage = { id: 's1', crmId, pipeline: 'Sales', name: 'New', position: 0, outcome: 'open' } as const;
  return { crmId, name: 'Sales', columns: [{ stage, deals }] };
};
const shown = (...pipelines: Board['pipelines']) => shownPipelines({ pipelines }).map(({ crmId }) => crmId);

test('the empty pipeline inside Mailpin stands aside for that of a connected CRM', () => {
  expect(shown(pipeline('builtin', []), pipeline('twenty', []))).toEqual(['twenty']);
});

test('it stays while it has a deal, or when it is the only one', () => {
  expect(shown(pipeline('builtin', [DEAL]), pipeline('twenty', []))).toEqual(['builtin', 'twenty']);
  expect(shown(pipeline('builtin', []))).toEqual(['builtin']);
  expect(shownPipelines(undefined)).toEqual([]);
});
