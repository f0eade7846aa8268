import { expect, test } from 'vitest';
import { trayState, type TrayFacts, type TrayState } from './tray-state.ts';

type Phase = TrayFacts['accounts'][number]['state']['kind'];

function facts(kinds: readonly Phase[], { questions = 0, waiting = 0, dead = 0 } = {}): TrayFacts {
  return {
    accounts: kinds.map((kind) => ({ state: { kind } })),
    questionCount: questions,
    outbox: { waiting, dead },
  };
}

test.each<[string, TrayFacts | null, TrayState]>([
  ['no account yet', facts([]), 'fine'],
  ['everything watched', facts(['watching', 'up-to-date']), 'fine'],
  ['never synced', facts(['never-synced']), 'fine'],
  ['one account mirrors', facts(['watching', 'mirroring']), 'working'],
  ['one account connects', facts(['connecting']), 'working'],
  ['a debt to the CRM waits', facts(['watching'], { waiting: 2 }), 'working'],
  ['several deals fit a mail', facts(['mirroring'], { questions: 1 }), 'needs-you'],
  ['a push was given up', facts(['watching'], { dead: 1 }), 'needs-you'],
  ['one of two accounts is in trouble', facts(['watching', 'trouble'], { questions: 4 }), 'broken'],
  ['the engine does not answer', null, 'broken'],
])('%s', (_name, given, state) => {
  expect(trayState(given)).toBe(state);
});
