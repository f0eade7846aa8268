import { expect, test } from 'vitest';
import type { AwaitedWord, Gate, OutboxState } from '../domain/outbox.ts';
import { awaitedWord } from './awaited-word.ts';

test.each<[OutboxState['kind'], Gate, AwaitedWord | null]>([
  ['pending', 'unscreened', null],
  ['pending', 'open', null],
  ['pending', 'personal', 'yes'],
  ['pending', 'rehearsal', 'go'],
  ['waiting', 'personal', 'yes'],
  ['waiting', 'rehearsal', 'go'],
  ['sending', 'rehearsal', null],
  ['done', 'personal', null],
  ['dead', 'rehearsal', null],
])('%s and %s: %s', (state, gate, word) => {
  expect(awaitedWord(state, gate)).toBe(word);
});
