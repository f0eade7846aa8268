import type { StatusFacts } from '../contract/status-views.ts';

/** What the tray icon says. */
export const TRAY_STATES = ['fine', 'working', 'needs-you', 'broken'] as const;
export type TrayState = (typeof TRAY_STATES)[number];

/** The facts it takes: how each account stands, what is asked of the user, what is owed to the CRM. */
export interface TrayFacts {
  readonly accounts: readonly Pick<StatusFacts['accounts'][number], 'state'>[];
  readonly questionCount: number;
  readonly outbox: Pick<StatusFacts['outbox'], 'waiting' | 'dead'>;
}

/**
 * State of the tray icon, computed from facts. The worst thing that is true wins: trouble before a question, a question
 * before work.
 *
 * @param facts null while the engine does not answer
 */
export function trayState(facts: TrayFacts | null): TrayState {
  if (facts === null) return 'broken';
  const states = facts.accounts.map(({ state }) => state.kind);
  if (states.includes('trouble')) return 'broken';
  if (facts.questionCount > 0 || facts.outbox.dead > 0) return 'needs-you';
  const isBusy = states.includes('connecting') || states.includes('mirroring') || facts.outbox.waiting > 0;
  return isBusy ? 'working' : 'fine';
}
