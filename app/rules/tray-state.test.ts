import { expect, test } from 'vitest';
import type { AccountState } from '../contract/status-views.ts';
import type { UnixMs } from '../domain/ids.ts';
import { trayState, type TrayFacts, type TrayState } from './tray-state.ts';

const AT = 0 as UnixMs;
const never: AccountState = { kind: 'never-synced' };
const connecting: AccountState = { kind: 'connecting' };
const mirroring: AccountState = { kind: 'mirroring', pace: null, done: 1, total: 9 };
const upToDate: AccountState = { kind: 'up-to-date', at: AT };
const watching: AccountState = { kind: 'watching', since: AT };
const trouble: AccountState = {
  kind: 'trouble',
  error: { code: 'imap.auth-rejected', details: {} },
  since: AT,
  retryAt: null,
};

function facts(states: readonly AccountState[], { questions = 0, waiting = 0, dead = 0 } = {}): TrayFacts {
  return { accounts: states.map((state) => ({ state })), questionCount: questions, outbox: { waiting, dead } };
}

test.each<[string, TrayFacts | null, TrayState]>([
  ['no account yet', facts([]), 'fine'],
  ['everything is watched', facts([watching, upToDate]), 'fine'],
  ['an account was never read', facts([never]), 'fine'],
  ['one account mirrors', facts([watching, mirroring]), 'working'],
  ['one account connects', facts([connecting]), 'working'],
  ['a debt to the CRM waits', facts([watching], { waiting: 2 }), 'working'],
  ['several deals fit a mail', facts([mirroring], { questions: 1 }), 'needs-you'],
  ['a push was given up', facts([watching], { dead: 1 }), 'needs-you'],
  ['one of two accounts is in trouble', facts([watching, trouble], { questions: 4 }), 'broken'],
  ['the engine does not answer', null, 'broken'],
])('the tray when %s', (_name, given, state) => {
  expect(trayState(given)).toBe(state);
});
