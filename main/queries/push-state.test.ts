import { expect, test } from 'vitest';
import type { PushState } from '../../app/contract/link-views.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import { pushStateOf, worstPushState, type PushRow } from './push-state.ts';

const NOTHING_OWED: PushRow = {
  push_intent: null,
  push_state: null,
  push_until_at: null,
  push_because: null,
  last_carried_out: null,
  push_gate: null,
  push_sign: null,
  mail_extent: 'full',
};
const OWED: PushRow = { ...NOTHING_OWED, push_intent: 'attach', push_state: 'pending' };
const until = 5 as UnixMs;
const waiting: PushState = { kind: 'waiting', until: null, because: null };
const retrying: PushState = { kind: 'waiting', until, because: 'crm.unavailable' };
const failed: PushState = { kind: 'failed', because: 'crm.invalid' };
const arrived: PushState = { kind: 'arrived' };

test.each<[string, PushRow, PushState]>([
  ['a debt that stands', OWED, waiting],
  ['a debt that is being paid', { ...OWED, push_state: 'sending' }, waiting],
  [
    'a debt that is tried again',
    { ...OWED, push_state: 'waiting', push_until_at: until, push_because: 'crm.unavailable' },
    retrying,
  ],
  ['a debt that was given up', { ...OWED, push_state: 'dead', push_because: 'crm.invalid' }, failed],
  ['a debt that was paid', { ...OWED, push_state: 'done' }, arrived],
  ['a paid debt to take it off again', { ...OWED, push_intent: 'detach', push_state: 'done' }, waiting],
  ['no debt, but an answer of the CRM', { ...NOTHING_OWED, last_carried_out: 'attach' }, arrived],
  ['no debt, after it was taken off', { ...NOTHING_OWED, last_carried_out: 'detach' }, waiting],
  ['no debt and no answer', NOTHING_OWED, waiting],
])('%s', (_what, row, state) => {
  expect(pushStateOf(row)).toEqual(state);
});

test('of several states the one that needs someone most is said', () => {
  expect(worstPushState([arrived, waiting, failed, retrying])).toEqual(failed);
  expect(worstPushState([waiting, retrying, arrived])).toEqual(retrying);
  expect(worstPushState([arrived, waiting])).toEqual(waiting);
  expect(worstPushState([arrived, arrived])).toEqual(arrived);
});
