import { expect, test } from 'vitest';
import { carryFate, type CarryFate, type MailToCarry } from './carry-fate.ts';

const MAIL: MailToCarry = {
  isWritten: true,
  isLinked: true,
  isKeptOut: false,
  isHeld: false,
  extent: 'full',
  debt: null,
};
const debt = (state: 'pending' | 'sending' | 'waiting' | 'done' | 'dead', more = {}): Partial<MailToCarry> => ({
  debt: { state, because: null, isHeld: false, ...more },
});

test.each<readonly [string, Partial<MailToCarry>, CarryFate]>([
  ['the CRM has it', debt('done'), 'arrived'],
  ['it has it already, and nothing was carried', { ...debt('done'), isWritten: false }, 'arrived'],
  ['it waits its turn', debt('pending'), 'waiting'],
  ['it is being sent', debt('sending'), 'waiting'],
  ['trouble that passes', debt('waiting', { because: 'crm.unreachable' }), 'waiting'],
  ['another card has it', debt('waiting', { because: 'crm.one-card-only' }), 'elsewhere'],
  ['the CRM refused it', debt('dead', { because: 'crm.rule-refused' }), 'refused'],
  ['it looks personal', debt('pending', { isHeld: true }), 'held'],
  ['it looks personal and was not carried', { isHeld: true, isLinked: false }, 'held'],
  ['the user keeps it off the counterpart', { isKeptOut: true, isLinked: false }, 'kept-out'],
  ['kept off by a word on a person', { isLinked: false }, 'kept-out'],
  ['the user keeps it here', { extent: 'none' }, 'private'],
  ['not carried yet', { isWritten: false, isLinked: false }, 'not-written'],
  ['there by the rules, and not carried yet', { isWritten: false }, 'not-written'],
  ['carried, and its debt is not written yet', {}, 'waiting'],
])('%s', (_case, facts, fate) => {
  expect(carryFate({ ...MAIL, ...facts })).toBe(fate);
});
