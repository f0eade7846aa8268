/** What the shell does around the page: tray, notices, the engine's crash. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '../fixtures.ts';
import { board } from '../pages/board.ts';
import { mailList } from '../pages/mail-list.ts';

test('an engine that crashes is started again, said once, and the window goes on', async ({ desktop }) => {
  const [first = 0] = (await desktop.seen()).engines;
  process.kill(first, 'SIGKILL');
  await expect.poll(async () => (await desktop.seen()).engines.length).toBe(2);
  const [, second = 0] = (await desktop.seen()).engines;
  process.kill(second, 'SIGKILL');
  await expect.poll(async () => (await desktop.seen()).engines.length).toBe(3);

  await expect
    .poll(() => desktop.page.evaluate(() => window.mailpin.call('status.get', {}).then(({ ok }) => ok)))
    .toBe(true);
  expect((await desktop.seen()).notices.map(({ title }) => title)).toEqual(['Mailpin’s engine was restarted']);
});

test('a call that the engine takes with it is answered', async ({ desktop }) => {
  test.skip(process.platform === 'win32', 'Windows cannot hold a process still.');
  const [engine = 0] = (await desktop.seen()).engines;
  process.kill(engine, 'SIGSTOP');
  const answer = desktop.page.evaluate(() => window.mailpin.call('status.get', {}));
  // Refused by the shell itself: when that answer is here, the call before it has gone to the engine.
  await desktop.page.evaluate(() => window.mailpin.call('threads.get', { threadId: -1 as never }));
  process.kill(engine, 'SIGKILL');
  expect(await answer).toEqual({ ok: false, error: { code: 'engine.stopped', details: {} } });
});

test('the tray says how things stand and offers what there is to do', async ({ desktop }) => {
  await expect.poll(async () => (await desktop.seen()).trayImages.at(-1)).toBe('fine');
  expect((await desktop.seen()).toolTips.at(-1)).toBe('Mailpin: every account is watched');
  expect((await desktop.trayMenu()).filter((label) => label !== '')).toEqual([
    'Open Mailpin',
    'No account yet',
    'Pause for an hour',
    'Quit Mailpin',
  ]);
});

test('the tray opens the window that is there', async ({ desktop }) => {
  await expect.poll(() => desktop.trayMenu()).toContain('Open Mailpin');
  const before = (await desktop.seen()).focusCount;
  await desktop.clickTrayItem('Open Mailpin');
  await expect.poll(async () => (await desktop.seen()).focusCount).toBe(before + 1);
  expect(desktop.app.windows()).toHaveLength(1);
});

test('a notice leads to the account it speaks of', async ({ office, start }) => {
  await office.connect();
  const desktop = await start(office.env);
  await desktop.page.evaluate(async () => {
    const accounts = await window.mailpin.call('accounts.list', {});
    if (!accounts.ok) return;
    for (const { id } of accounts.value)
      await window.mailpin.call('accounts.sign-in', { accountId: id, password: 'no' });
  });
  await expect.poll(async () => (await desktop.seen()).notices.length).toBe(1);
  await board(desktop.page).open();
  await desktop.clickNotice();
  await expect(desktop.page.getByRole('main').getByRole('heading', { name: 'sally@acme.test' })).toBeVisible();
});

test('a pause stops reading, and its end reads what came meanwhile', async ({ office, start }) => {
  await office.connect();
  const desktop = await start(office.env);
  await expect.poll(() => desktop.trayMenu()).toContainEqual(expect.stringMatching(/^Watched since/));
  await desktop.clickTrayItem('Pause for an hour');
  await expect.poll(() => desktop.trayMenu()).toContainEqual(expect.stringMatching(/^Paused until .*Go on now$/));
  await office.receive({ id: 'meanwhile', subject: 'Written meanwhile', text: 'Hello' });

  const goOn = (await desktop.trayMenu()).find((label) => label.startsWith('Paused until')) ?? '';
  await expect(mailList(desktop.page).thread('Written meanwhile')).toHaveCount(0);
  await desktop.clickTrayItem(goOn);
  await expect(mailList(desktop.page).thread('Written meanwhile')).toBeVisible();
  await expect.poll(() => desktop.trayMenu()).toContain('Pause for an hour');
});

test('an attachment is saved where the user says', async ({ office, start, profileDir }) => {
  await office.connect();
  await office.receive({
    id: 'offer',
    subject: 'Our offer',
    text: 'See the file',
    file: { name: 'offer.txt', text: '180' },
  });
  const desktop = await start(office.env);
  const file = path.join(profileDir, 'saved.txt');
  await desktop.answer({ path: file });
  await mailList(desktop.page).thread('Our offer').click();
  await desktop.page.getByRole('button', { name: 'Save offer.txt' }).click();
  await expect(desktop.page.getByRole('status')).toHaveText('Saved offer.txt.');
  expect(readFileSync(file, 'utf8')).toBe('180');
});
