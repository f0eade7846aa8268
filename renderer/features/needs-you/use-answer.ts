import type { Question } from '../../../app/contract/thread-views.ts';
import type { RankedDeal } from '../../../app/domain/link.ts';
import { useDecisions } from '../decisions/use-decisions.ts';

/** Answers "which deal?" for the whole thread, so that later replies need not be asked about. */
export function useAnswer(): (question: Question, deal: RankedDeal) => void {
  const { attach } = useDecisions();
  return ({ mailId, threadId, subject }, { card }) =>
    void attach({ mails: [{ mailId, threadId, subject }], card, reach: 'thread' });
}
