import type { SuggestionKey } from '../../app/contract/suggestion-views.ts';
import { dismissSuggestion } from '../db/thread-joins.ts';
import type { Deps } from './deps.ts';

/** A suggestion is not made again, whatever comes. */
export function dismiss({ store, clock }: Deps, key: SuggestionKey): void {
  store.write((tx) => {
    dismissSuggestion(tx.db, key, clock.now());
    tx.changes.events.push({ name: 'suggestions.changed', payload: {} });
  });
}
