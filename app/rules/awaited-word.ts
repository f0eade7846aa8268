import type { AwaitedWord, Gate, OutboxState } from '../domain/outbox.ts';

const WORDS: Readonly<Record<Gate, AwaitedWord | null>> = {
  unscreened: null,
  open: null,
  personal: 'yes',
  rehearsal: 'go',
};

/** The word of the user without which a debt is not paid; null when it waits for none, or was paid or given up. Pure; throws nothing. */
export function awaitedWord(state: OutboxState['kind'], gate: Gate): AwaitedWord | null {
  return state === 'pending' || state === 'waiting' ? WORDS[gate] : null;
}
