/** What the tray icon says, computed from facts. */

export const TRAY_STATES = ['fine', 'working', 'needs-you', 'broken'] as const;
export type TrayState = (typeof TRAY_STATES)[number];

type AccountPhase = 'never-synced' | 'connecting' | 'mirroring' | 'up-to-date' | 'watching' | 'trouble';

/** The facts it takes; the status the engine gives has them all. */
export interface TrayFacts {
  readonly accounts: readonly { readonly state: { readonly kind: AccountPhase } }[];
  readonly questionCount: number;
  readonly outbox: { readonly waiting: number; readonly dead: number };
}

/**
 * The worst thing that is true wins: trouble before a question, a question before work.
 *
 * @param facts null while the engine does not answer
 */
export function trayState(facts: TrayFacts | null): TrayState {
  if (facts === null) return 'broken';
  const isAny = (...kinds: readonly AccountPhase[]) => facts.accounts.some(({ state }) => kinds.includes(state.kind));
  if (isAny('trouble')) return 'broken';
  if (facts.questionCount > 0 || facts.outbox.dead > 0) return 'needs-you';
  if (isAny('connecting', 'mirroring') || facts.outbox.waiting > 0) return 'working';
  return 'fine';
}
