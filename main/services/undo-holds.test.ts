/** What the user said of the words and addresses that hold mail back is an action: listed, taken back, told to other computers. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { UnixMs } from '../../app/domain/ids.ts';
import type { Mailpin } from '../compose.ts';
import { arrayServer } from './testing/array-source.ts';
import { openProfile, tempDir } from './testing/profile.ts';

const profile = () => openProfile({ source: arrayServer().source });

const wordsOf = async (mailpin: Mailpin) =>
  (await mailpin.call('words.list', {})).words
    .filter(({ language, isOn }) => language === 'en' && isOn)
    .map(({ word }) => word);
const actionsOf = async (mailpin: Mailpin) =>
  (await mailpin.call('actions.list', { limit: 20 })).filter(({ isUndone }) => !isUndone);
const add = (mailpin: Mailpin, word: string) => mailpin.call('words.add', { language: 'en', word });
const remove = (mailpin: Mailpin, word: string) => mailpin.call('words.remove', { language: 'en', word });
const undo = (mailpin: Mailpin) => mailpin.call('actions.undo', {});

test('a word that was added is listed as it was written, and an undo takes it off', async () => {
  const mailpin = await profile();
  await add(mailpin, ' Project WALRUS! ');
  expect(await wordsOf(mailpin)).toContain('Project WALRUS!');
  expect(await actionsOf(mailpin)).toMatchObject([
    { kind: 'rule', subject: 'Project WALRUS!', rule: { topic: 'hold', said: 'yes' }, canUndo: true },
  ]);
  await undo(mailpin);
  expect(await wordsOf(mailpin)).not.toContain('Project WALRUS!');
  expect(await actionsOf(mailpin)).toEqual([]);
});

test('a word that came with Mailpin and was switched off counts again after an undo', async () => {
  const mailpin = await profile();
  await remove(mailpin, 'Confidential');
  expect(await actionsOf(mailpin)).toMatchObject([{ subject: 'confidential', rule: { topic: 'hold', said: 'no' } }]);
  await undo(mailpin);
  expect(await wordsOf(mailpin)).toContain('confidential');
});

test('an address that was added waits no longer after an undo', async () => {
  const mailpin = await profile();
  await mailpin.call('words.add-address', { address: 'Doctor <doc@clinic.test>' });
  expect(await actionsOf(mailpin)).toMatchObject([{ subject: 'doc@clinic.test' }]);
  await undo(mailpin);
  expect((await mailpin.call('words.list', {})).addresses).toEqual([]);
});

test.each([
  ['the later first', 0, true],
  ['the earlier first', 1, false],
] as const)('of two words on one the latest that stands counts: %s', async (_order, first, isOnBetween) => {
  const mailpin = await profile();
  await add(mailpin, 'walrus');
  await remove(mailpin, 'walrus');
  const both = await actionsOf(mailpin);
  await mailpin.call('actions.undo', { actionId: both[first]?.id });
  expect((await wordsOf(mailpin)).includes('walrus')).toBe(isOnBetween);
  await mailpin.call('actions.undo', { actionId: both[1 - first]?.id });
  expect(await wordsOf(mailpin)).not.toContain('walrus');
});

test('saying again what stands is no action', async () => {
  const mailpin = await profile();
  await add(mailpin, 'walrus');
  await add(mailpin, 'Walrus');
  expect(await actionsOf(mailpin)).toHaveLength(1);
  await undo(mailpin);
  expect(await wordsOf(mailpin)).not.toContain('Walrus');
});

test('my last hour takes back every word on one', async () => {
  const mailpin = await profile();
  await add(mailpin, 'walrus');
  await remove(mailpin, 'walrus');
  await mailpin.call('actions.undo-since', { since: 0 as UnixMs, isPreview: false });
  expect(await wordsOf(mailpin)).not.toContain('walrus');
});

test('a word travels as it was written, its undo too, and the undo of an import leaves the words as they were', async () => {
  const path = join(tempDir(), 'words.jsonl');
  const [desk, laptop] = [await profile(), await profile()];
  await add(desk, 'Project WALRUS');
  await desk.call('decisions.export', { path });
  await laptop.call('decisions.import', { path, isPreview: false });
  expect(await wordsOf(laptop)).toContain('Project WALRUS');
  await undo(laptop);
  expect(await wordsOf(laptop)).not.toContain('Project WALRUS');
  await laptop.call('decisions.import', { path, isPreview: false });
  expect(await wordsOf(laptop)).toContain('Project WALRUS');
  await undo(desk);
  await desk.call('decisions.export', { path });
  await laptop.call('decisions.import', { path, isPreview: false });
  expect(await wordsOf(laptop)).not.toContain('Project WALRUS');
});
