import type { DropTarget } from '../../../app/contract/card-views.ts';
import type { RankReason } from '../../../app/domain/link.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';

/** Why a card is near the top, by the two reasons that weigh most: "“Quote 2291” is in the text; Ana and Marta are on it". */
export function useReasonWords(): (reasons: DropTarget['reasons']) => string {
  const text = useText();
  const format = useFormat();
  const one = (reason: RankReason): string => {
    switch (reason.kind) {
      case 'people-on-deal':
        return text('reason.people', { names: format.allOf(reason.names), count: reason.names.length });
      case 'words-in-text':
        return text('reason.words', {
          words: format.allOf(reason.words.map((word) => text('reason.quoted', { word }))),
          count: reason.words.length,
        });
      case 'used-in-thread':
        return text('reason.used-in-thread');
      case 'late-stage':
        return text('reason.late-stage', { stage: reason.stage });
      case 'recent':
        return text('reason.recent', { ago: format.ago(reason.updatedAt) });
    }
  };
  return ([first, second]) => {
    if (first === undefined) return '';
    return second === undefined ? one(first) : text('reason.and', { first: one(first), second: one(second) });
  };
}
