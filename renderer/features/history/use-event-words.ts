import type { HistoryEntry } from '../../../app/contract/decision-views.ts';
import { useText } from '../../text/use-text.ts';
import { extentSelector } from '../extent/extent-selector.ts';
import { useEvidenceWords } from '../cards/use-evidence-words.ts';

/** What happened, in a few words. */
export function useEventWords(): (entry: HistoryEntry) => string {
  const text = useText();
  const evidenceWords = useEvidenceWords();
  return ({ event }) => {
    switch (event.kind) {
      case 'decided': {
        const verdict = event.isSplit && event.verdict === 'attach' ? 'move' : event.verdict;
        return text('history.decided', { verdict, reach: event.reach });
      }
      case 'undone':
        return text('history.undone', { verdict: event.verdict });
      case 'extent':
      case 'extent-undone':
        return text(`history.${event.kind}`, { extent: extentSelector(event.extent), reach: event.reach });
      case 'linked':
      case 'unlinked':
        return text(`history.${event.kind}`, { because: evidenceWords(event.evidence) });
      case 'pushed':
        return text('history.pushed', { extent: extentSelector(event.extent) });
      case 'taken-off':
        return text('history.taken-off');
    }
  };
}
