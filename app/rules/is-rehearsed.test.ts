import { expect, test } from 'vitest';
import type { AccountId } from '../domain/ids.ts';
import { isRehearsed } from './is-rehearsed.ts';

const [ana, ben] = ['ana@x.test', 'ben@x.test'] as AccountId[];
const NOBODY = new Set<AccountId>();

test.each([
  ['a CRM elsewhere waits', true, [ana], false, null, NOBODY],
  ['a CRM elsewhere goes after the go', false, [ana], false, null, new Set([ana])],
  ['a CRM elsewhere goes when the user wants no rehearsal', false, [ana], false, false, NOBODY],
  ['a CRM on this computer goes', false, [ana], true, null, NOBODY],
  ['a CRM on this computer waits when the user asks for it', true, [ana], true, true, NOBODY],
  ['an account connected after the go waits for its own', true, [ben], false, null, new Set([ana])],
  ['mail in two accounts goes with the first', false, [ana, ben], false, null, new Set([ana])],
  ['mail that lies nowhere any more goes with any account', false, [], false, null, new Set([ana])],
  ['mail that lies nowhere waits for the first go', true, [], false, null, NOBODY],
] as const)('%s', (_name, isWaiting, accounts, isLocal, isOn, gone) => {
  const known = accounts.flatMap((account) => account ?? []);
  expect(isRehearsed(known, { isLocal, isOn, gone: gone as ReadonlySet<AccountId> })).toBe(isWaiting);
});
