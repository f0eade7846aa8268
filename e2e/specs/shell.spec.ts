/** What the shell does around the page: tray, notices, the engine's crash. */
import { expect, test } from '../fixtures.ts';

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
