import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { CrmId } from '../../app/domain/ids.ts';
import { arrayServer, mailOf, type Letter } from './testing/array-source.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { addSally, atCrm, cardsOf, openProfile, tempDir } from './testing/profile.ts';

const named = (id: string) => ({ messageId: `${id}@mail.test` });
const FOOTER =
  '\n\nAna\n\nThis e-mail is confidential and intended solely for the addressee. If received in error, delete it.';

async function mirrored(letters: readonly Letter[]) {
  const server = arrayServer();
  for (const letter of letters) server.deliver('INBOX', mailOf(letter));
  const mailpin = await openProfile({ source: server.source });
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: CARDS });
  await mailpin.call('sync.once', {});
  await mailpin.call('outbox.drain', {});
  const held = async () => {
    await mailpin.call('outbox.drain', {});
    return (await mailpin.call('held.list', { limit: 10 })).items.map(({ messageId }) => messageId?.split('@')[0]);
  };
  return { mailpin, server, held };
}
const anas = (id: string, text: string, more: Partial<Letter> = {}): Letter => ({
  id,
  from: 'ana@acme.test',
  to: SALLY,
  subject: id,
  text,
  at: 1,
  ...more,
});

test.each(['personal', 'private', 'company-confidential'] as const)(
  'a mail whose writer marked it %s waits for the user’s yes, and why says so',
  async (sensitivity) => {
    const { mailpin, held } = await mirrored([anas('a1', 'Tuesday suits us.', { sensitivity })]);
    expect(await held()).toEqual(['a1']);
    const { lines } = await mailpin.call('mails.why', { mail: named('a1') });
    expect(lines).toContainEqual(expect.objectContaining({ sentence: `held.marked.${sensitivity}` }));
    await mailpin.call('extents.set', { mails: [named('a1')], reach: 'message', extent: 'full' });
    expect(await held()).toEqual([]);
  },
);

test('a mail that looks personal is on its card here and not at the CRM until the user says yes', async () => {
  const { mailpin, held } = await mirrored([
    anas('a1', `I am on sick leave until Monday.${FOOTER}`),
    anas('a2', `Tuesday suits us.${FOOTER}`, { at: 2 }),
  ]);
  expect(await held()).toEqual(['a1']);
  expect(await cardsOf(mailpin, 'a1')).toEqual(['contact:c1', 'deal:d1']);
  expect(await atCrm(mailpin, 'd1')).toEqual(['a2']);
  const [link] = (await mailpin.call('mails.get', { mail: named('a1') })).links;
  expect(link?.push).toEqual({
    kind: 'held',
    sign: { kind: 'word', word: 'sick leave', language: 'en', where: 'text' },
  });
  const { outbox } = await mailpin.call('status.get', {});
  expect(outbox).toMatchObject({ held: 2, waiting: 0 });
  await mailpin.call('extents.set', { mails: [named('a1')], reach: 'message', extent: 'full' });
  expect(await held()).toEqual([]);
  expect(await atCrm(mailpin, 'd1')).toEqual(['a1', 'a2']);
});

test('why names the word, waits with the cards, and after the answer tells whose word it was', async () => {
  const { mailpin } = await mirrored([anas('a1', 'In confidence: yes.')]);
  const why = async () => {
    const { lines } = await mailpin.call('mails.why', { mail: named('a1') });
    return lines
      .filter(({ topic }) => topic === 'held' || topic === 'extent' || topic === 'push')
      .map(({ sentence, fix }) => [sentence, fix?.kind ?? null]);
  };
  expect(await why()).toEqual([
    ['held.word.text', 'push-anyway'],
    ['held.waits', 'keep-private'],
    ['push.attach.yes', null],
    ['push.attach.yes', null],
  ]);
  await mailpin.call('extents.set', { mails: [named('a1')], reach: 'thread', extent: 'none' });
  expect(await why()).toEqual([['extent.none.thread', 'change-extent']]);
  await mailpin.call('actions.undo', {});
  await mailpin.call('outbox.drain', {});
  expect(await why()).toContainEqual(['held.waits', 'keep-private']);
});

test('why of mail that waits for the go leads to the rehearsal', async () => {
  const server = arrayServer();
  server.deliver('INBOX', mailOf(anas('a2', 'Tuesday suits us.')));
  const rehearsing = await openProfile({ source: server.source });
  await addSally(rehearsing);
  await rehearsing.call('rehearsal.set', { crmId: 'builtin' as CrmId, isOn: true });
  await rehearsing.call('cards.import', { rows: CARDS });
  await rehearsing.call('sync.once', {});
  await rehearsing.call('outbox.drain', {});
  const { lines } = await rehearsing.call('mails.why', { mail: named('a2') });
  expect(lines).toContainEqual(
    expect.objectContaining({ sentence: 'push.attach.go', fix: { kind: 'show-rehearsal' } }),
  );
});

test('keep private takes it off the list of what waits, and an undo puts it back there', async () => {
  const { mailpin, held } = await mirrored([anas('a1', 'This is confidential.\n\nAna')]);
  await mailpin.call('extents.set', { mails: [named('a1')], reach: 'message', extent: 'none' });
  expect(await held()).toEqual([]);
  expect(await atCrm(mailpin, 'd1')).toEqual([]);
  await mailpin.call('actions.undo', {});
  expect(await held()).toEqual(['a1']);
});

test('to attach the mail or its thread by hand is a yes; to attach a person is not', async () => {
  const { mailpin, held } = await mirrored([anas('a1', 'In confidence: yes.')]);
  await mailpin.call('links.attach', { mails: [named('a1')], cardId: 'd2', reach: 'person', person: 'ana@acme.test' });
  expect(await held()).toEqual(['a1']);
  await mailpin.call('links.attach', { mails: [named('a1')], cardId: 'd2', reach: 'message' });
  expect(await held()).toEqual([]);
});

test.each([
  ['said by hand on another computer is a yes', [false], []],
  ['carried over there with many others is none', [true], ['a1']],
  // It has gone by then; from here on every computer knows better.
  ['that only a later file calls carried is told on as carried', [false, true], []],
  ['carried stays carried whichever file is read last', [true, false], ['a1']],
])('a word %s', async (_what, files, stillHeld) => {
  const letter = anas('a1', 'In confidence: yes.');
  const there = await mirrored([letter]);
  await there.mailpin.call('links.attach', { mails: [named('a1')], cardId: 'd2', reach: 'message' });
  const path = join(tempDir(), 'decisions.jsonl');
  await there.mailpin.call('decisions.export', { path });
  const written = readFileSync(path, 'utf8');
  const { mailpin, held } = await mirrored([letter]);
  expect(await held()).toEqual(['a1']);
  for (const isCarried of files) {
    writeFileSync(path, isCarried ? written.replace('"isSplit"', '"isCarried":true,"isSplit"') : written);
    await mailpin.call('decisions.import', { path, isPreview: false });
    await mailpin.call('outbox.drain', {});
  }
  expect(await cardsOf(mailpin, 'a1')).toContain('deal:d2');
  expect(await held()).toEqual(stillHeld);
  await mailpin.call('decisions.export', { path });
  expect(readFileSync(path, 'utf8').includes('"isCarried":true')).toBe(files.includes(true));
});

test('an undo of the yes before the push holds the mail again; after the push it calls nothing back', async () => {
  const { mailpin, held } = await mirrored([anas('a1', 'In confidence: yes.')]);
  await mailpin.call('links.attach', { mails: [named('a1')], cardId: 'd2', reach: 'thread' });
  expect(await atCrm(mailpin, 'd1')).toEqual(['a1']);
  await mailpin.call('actions.undo', {});
  expect(await held()).toEqual([]);
  expect(await atCrm(mailpin, 'd1')).toEqual(['a1']);
});

test('a word that is added holds what was not pushed yet; one that is removed lets it go', async () => {
  const { mailpin, server, held } = await mirrored([anas('a1', 'Project Walrus is on.')]);
  await mailpin.call('words.add', { language: 'en', word: ' Project WALRUS ' });
  server.deliver('INBOX', mailOf(anas('a2', 'More of project walrus.', { at: 2 })));
  await mailpin.call('sync.once', {});
  expect(await held()).toEqual(['a2']);
  expect(await atCrm(mailpin, 'd1')).toEqual(['a1']);
  await mailpin.call('words.remove', { language: 'en', word: 'project walrus' });
  expect(await held()).toEqual([]);
  await expect(mailpin.call('words.remove', { language: 'en', word: 'project walrus' })).rejects.toMatchObject({
    code: 'input.unknown-word',
  });
  await expect(mailpin.call('words.add', { language: 'en', word: '!?' })).rejects.toMatchObject({
    code: 'input.invalid',
  });
});

test('a word that came with Mailpin can be switched off and on again', async () => {
  const { mailpin, held } = await mirrored([anas('a1', 'Confidential, as agreed.')]);
  await mailpin.call('words.remove', { language: 'en', word: 'Confidential' });
  expect(await held()).toEqual([]);
  const { words } = await mailpin.call('words.list', {});
  expect(words).toContainEqual({ language: 'en', word: 'confidential', isDefault: true, isOn: false });
  await mailpin.call('words.add', { language: 'en', word: 'confidential' });
  expect((await mailpin.call('words.list', {})).words).toContainEqual({
    language: 'en',
    word: 'confidential',
    isDefault: true,
    isOn: true,
  });
});

test('mail with a private address waits, with whomever else it is', async () => {
  const { mailpin, server, held } = await mirrored([]);
  await mailpin.call('words.add-address', { address: 'Doctor <doc@clinic.test>' });
  server.deliver('INBOX', mailOf(anas('a1', 'Hello both.', { cc: ['doc+x@clinic.test'] })));
  await mailpin.call('sync.once', {});
  expect(await held()).toEqual(['a1']);
  await mailpin.call('words.remove-address', { address: 'doc@clinic.test' });
  expect(await held()).toEqual([]);
});

test('a mail that waits and is taken off its cards waits no longer', async () => {
  const { mailpin, held } = await mirrored([anas('a1', 'In confidence: yes.')]);
  for (const cardId of ['d1', 'c1']) {
    await mailpin.call('links.detach', { mails: [named('a1')], cardId, reach: 'message' });
  }
  expect(await held()).toEqual([]);
  expect((await mailpin.call('status.get', {})).outbox.held).toBe(0);
});
