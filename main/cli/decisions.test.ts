import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addToMaildir, CARD_FILE, messageIdOf, SALLY, STORY, STORY_LINKS } from './testing/mail-maker.ts';
import { newProfile, type Profile } from './testing/profile.ts';

let home: Profile;
let office: Profile;

async function set(profile: Profile): Promise<void> {
  const maildir = join(profile.scratch, 'mail');
  addToMaildir(maildir, [
    ...STORY,
    { id: 'ill', from: 'ana@globex.test', text: 'I am on sick leave until Monday.\n', minute: 60 },
  ]);
  await profile.json(['account', 'add', SALLY, '--maildir', maildir]);
  await profile.json(['card', 'import', '-'], CARD_FILE);
  await profile.sync();
}
beforeAll(async () => {
  [home, office] = [newProfile(), newProfile()];
  await set(home);
  await set(office);
});
afterAll(() => {
  home.remove();
  office.remove();
});

test('a morning of decisions: held, released, kept, put back, and carried to another computer', async () => {
  const all = [...STORY_LINKS, 'ill c1', 'ill d1'].toSorted();
  expect(await home.links()).toEqual(all);
  expect((await home.run(['held'])).stdout).toContain('“sick leave” in the text');
  expect((await home.run(['push'])).stdout).toContain('2 held because they look personal');
  await home.json(['held', 'release', messageIdOf('ill')]);
  expect((await home.run(['held'])).stdout).toBe('No mail looks personal.\n');

  await home.json(['detach', messageIdOf('ask'), 'd1', '--reach', 'thread']);
  await home.json(['extent', messageIdOf('carl'), 'none']);
  const kept = all.filter((link) => link !== 'ask d1' && link !== 'offer d1');
  expect(await home.links()).toEqual(kept);
  const history = await home.run(['history', '--card', 'd1']);
  expect(history.stdout).toContain('taken off, this thread');
  expect(history.stdout).toContain('on the card:');

  const file = join(home.scratch, 'mine.jsonl');
  expect((await home.run(['decisions', 'export', file])).stdout).toContain('1 decision and 2 words');
  expect((await office.run(['decisions', 'import', file, '--preview'])).stdout).toContain('would bring 3 new');
  expect(await office.links()).toEqual(all);
  expect((await office.run(['decisions', 'import', file])).stdout).toContain('3 new, 0 taken back');
  expect(await office.links()).toEqual(kept);

  expect((await home.run(['undo', '--since', '1h', '--preview'])).stdout).toContain('would take back 3 actions');
  expect((await home.run(['undo', '--since', '1h'])).stdout).toContain('Taken back: 3 actions');
  expect(await home.links()).toEqual(all);
  expect(await office.run(['undo', '--since', 'yesterday'])).toMatchObject({ code: 2 });
  // A program is started for each line above.
}, 120_000);

test('a rehearsal is switched on, shown and ended by the go', async () => {
  await office.json(['rehearsal', 'on']);
  addToMaildir(join(office.scratch, 'mail'), [{ id: 'late', from: 'ana@globex.test', minute: 90 }]);
  await office.sync();
  const shown = await office.run(['rehearsal', 'show']);
  expect(shown.stdout).toContain('Would go to builtin: 1 mail to 2 cards.');
  expect((await office.run(['rehearsal', '--set', 'all'])).stdout).toContain('About late');
  expect((await office.run(['rehearsal', 'go'])).stdout).toContain('2 put on cards');
});

test('words are listed, added and removed; an unknown one is named', async () => {
  await office.json(['words', 'add', 'project', 'walrus', '--language', 'en']);
  expect((await office.run(['words', 'list', '--language', 'en'])).stdout).toContain('project walrus');
  await office.json(['words', 'remove', 'project', 'walrus', '--language', 'en']);
  expect(await office.error(['words', 'remove', 'project', 'walrus', '--language', 'en'])).toBe('input.unknown-word');
  expect(await office.run(['words', 'add', 'walrus'])).toMatchObject({ code: 2 });
});
