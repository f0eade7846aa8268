import { expect, test } from 'vitest';
import type { ActivityId, UnixMs } from '../domain/ids.ts';
import type { OutboxState } from '../domain/outbox.ts';
import { policyOf } from '../errors.ts';
import {
  answered,
  doubted,
  isDue,
  leased,
  putBackInLine,
  wanted,
  type OutboxAnswer,
  type OutboxEntry,
} from './outbox-entry.ts';

const NOW = 1_000 as UnixMs;
const ID = 'a1' as ActivityId;
const PENDING: OutboxState = { kind: 'pending' };
const SENDING: OutboxState = { kind: 'sending', leaseUntil: 2_000 as UnixMs, attempt: 1 };
const WAITING: OutboxState = { kind: 'waiting', until: 2_000 as UnixMs, attempt: 1, because: 'crm.unavailable' };
const DEAD: OutboxState = { kind: 'dead', because: 'crm.invalid' };
const DONE: OutboxState = { kind: 'done', activityId: ID };
const GONE: OutboxState = { kind: 'done', activityId: null };

function entry(intent: OutboxEntry['intent'], state: OutboxState, more: Partial<OutboxEntry> = {}): OutboxEntry {
  return { intent, extent: 'full', mustReplace: false, revision: 1, state, activityId: null, isUnsure: false, ...more };
}
const unsure = { isUnsure: true } as const;
const held = { activityId: ID } as const;

test.each<readonly [name: string, before: OutboxEntry | null, intent: OutboxEntry['intent'], after: unknown]>([
  ['a first link is owed', null, 'attach', { intent: 'attach', state: PENDING }],
  ['what was never owed needs no detach', null, 'detach', null],
  ['the same wish changes nothing', entry('attach', PENDING), 'attach', { revision: 1, state: PENDING }],
  ['a detach before the push cancels it', entry('attach', PENDING), 'detach', null],
  ['a detach after the push is owed', entry('attach', DONE, held), 'detach', { intent: 'detach', state: PENDING }],
  [
    'an order of unknown effect is never just forgotten',
    entry('attach', WAITING, unsure),
    'detach',
    { state: PENDING },
  ],
  [
    'an order under way is not called back',
    entry('attach', SENDING, unsure),
    'detach',
    { revision: 2, state: SENDING },
  ],
  ['a detach not yet sent is called off', entry('detach', PENDING, held), 'attach', { intent: 'attach', state: DONE }],
  ['a detach carried out is made good', entry('detach', GONE), 'attach', { intent: 'attach', state: PENDING }],
  ['a refused mail is tried again when wanted again', entry('attach', DEAD), 'attach', { revision: 2, state: PENDING }],
  ['a refused mail needs no detach', entry('attach', DEAD), 'detach', null],
])('%s', (_name, before, intent, after) => {
  const next = wanted(before, intent);
  if (after === null) expect(next).toBeNull();
  else expect(next).toMatchObject(after as object);
});

test.each<readonly [state: OutboxState, now: number, isDueNow: boolean]>([
  [PENDING, 0, true],
  [WAITING, 1_999, false],
  [WAITING, 2_000, true],
  [SENDING, 1_999, false],
  [SENDING, 2_000, true],
  [DONE, 9_000, false],
  [DEAD, 9_000, false],
])('%o is due at %i: %s', (state, now, isDueNow) => {
  expect(isDue(entry('attach', state), now as UnixMs)).toBe(isDueNow);
});

test('a leased entry is unsure until it is answered, and counts its attempts', () => {
  const sending = leased(entry('attach', WAITING), 5_000 as UnixMs);
  expect(sending).toMatchObject({ isUnsure: true, state: { kind: 'sending', attempt: 2, leaseUntil: 5_000 } });
});

const carriedOut = (activityId: ActivityId | null): OutboxAnswer => ({ kind: 'carried-out', activityId });
const failed = (because: Extract<OutboxAnswer, { kind: 'failed' }>['because']): OutboxAnswer => ({
  kind: 'failed',
  because,
  now: NOW,
  chance: 0,
  // A refusal in words had no effect.
  isAmbiguous: policyOf(because).retry !== 'never',
});

test.each<readonly [name: string, before: OutboxEntry, revision: number, answer: OutboxAnswer, after: unknown]>([
  ['an attach arrived', entry('attach', SENDING, unsure), 1, carriedOut(ID), { state: DONE, ...held, isUnsure: false }],
  [
    'a detach arrived',
    entry('detach', SENDING, { ...unsure, ...held }),
    1,
    carriedOut(null),
    { state: GONE, activityId: null },
  ],
  [
    'trouble that passes waits',
    entry('attach', SENDING, unsure),
    1,
    failed('crm.unavailable'),
    { state: { kind: 'waiting', attempt: 1, until: 3_000 }, isUnsure: true },
  ],
  [
    'a refusal is parked with its reason',
    entry('attach', SENDING, unsure),
    1,
    failed('crm.card-gone'),
    { state: { kind: 'dead', because: 'crm.card-gone' }, isUnsure: false },
  ],
  [
    'a refused sign-in waits',
    entry('attach', SENDING, unsure),
    1,
    failed('crm.auth-rejected'),
    { state: { kind: 'waiting' } },
  ],
  [
    'a detach during the push wins',
    entry('detach', SENDING, { ...unsure, revision: 2 }),
    1,
    carriedOut(ID),
    { intent: 'detach', state: PENDING, ...held },
  ],
  [
    'a detach during a refused push has nothing to do',
    entry('detach', SENDING, { ...unsure, revision: 2 }),
    1,
    failed('crm.invalid'),
    null,
  ],
  [
    'a detach during an unclear push is sent',
    entry('detach', SENDING, { ...unsure, revision: 2 }),
    1,
    failed('crm.unavailable'),
    { intent: 'detach', state: PENDING, isUnsure: true },
  ],
  [
    'there and back during the push is done',
    entry('attach', SENDING, { ...unsure, revision: 3 }),
    1,
    carriedOut(ID),
    { state: DONE },
  ],
  [
    'an answer that comes too late changes nothing',
    entry('attach', DONE, held),
    1,
    failed('crm.unavailable'),
    { state: DONE },
  ],
])('%s', (_name, before, revision, answer, after) => {
  const next = answered(before, revision, answer);
  if (after === null) expect(next).toBeNull();
  else expect(next).toMatchObject(after as object);
});

test('only what was given up is put back in line', () => {
  expect(putBackInLine(entry('attach', DEAD))).toMatchObject({ revision: 2, state: PENDING });
  expect(putBackInLine(entry('attach', WAITING))).toMatchObject({ revision: 1, state: WAITING });
});

test.each<readonly [name: string, before: OutboxEntry, isCardThere: boolean, after: unknown]>([
  ['a mail that had arrived is owed again', entry('attach', DONE, held), true, { state: PENDING, ...unsure }],
  ['without its card it cannot stand there', entry('attach', DONE, held), false, { state: PENDING, isUnsure: false }],
  ['a mail that was taken off may be back', entry('detach', GONE), true, { state: PENDING, ...unsure }],
  ['but not without its card', entry('detach', GONE), false, { state: GONE, revision: 1 }],
  ['what was owed is owed', entry('attach', WAITING, unsure), true, { state: WAITING, revision: 1, ...unsure }],
  ['what was under way is left to its answer', entry('attach', SENDING, unsure), true, { state: SENDING, revision: 1 }],
  ['what was refused stays refused', entry('attach', DEAD), true, { state: DEAD, revision: 1 }],
])('when the CRM was replaced: %s', (_name, before, isCardThere, after) => {
  const doubtful = doubted(before, isCardThere);
  expect(doubtful).toMatchObject({ activityId: null, intent: before.intent });
  expect(doubtful).toMatchObject(after as object);
});

test.each([
  ['a longer pause that the CRM asks for is kept', 60_000, 60_000],
  ['a shorter one is covered by ours', 1, 2_000],
])('%s', (_what, pauseMs, waitMs) => {
  const failed = {
    kind: 'failed',
    because: 'crm.rate-limited',
    now: NOW,
    chance: 0,
    isAmbiguous: true,
    pauseMs,
  } as const;
  const after = answered(entry('attach', SENDING), 1, failed);
  expect(after?.state).toMatchObject({ kind: 'waiting', until: NOW + waitMs });
});

test.each([
  ['that certainly had no effect is repeated without looking', false],
  ['that may have had its effect is looked for first', true],
])('an order %s', (_what, isAmbiguous) => {
  const answer = { kind: 'failed', because: 'crm.unavailable', now: NOW, chance: 0, isAmbiguous } as const;
  expect(answered(entry('attach', SENDING, unsure), 1, answer)?.isUnsure).toBe(isAmbiguous);
});
