/**
 * What Mailpin relies on Electron for, each fact by itself. On a real binary this tests our assumptions about Electron; on the
 * stand-in it tests the stand-in.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { MAIN_BUNDLE } from '../desktop.ts';
import { expect, test } from '../fixtures.ts';

/** In Node, the package answers with the path of the program. */
const electronProgram = createRequire(import.meta.url)('electron') as string;

test('the scheme of our own is a secure origin with modules', async ({ desktop: { page } }) => {
  const facts = await page.evaluate(() => ({
    isSecure: window.isSecureContext,
    modules: document.querySelectorAll('script[type=module]').length,
    isOpaque: window.origin === 'null',
  }));
  expect(facts).toEqual({ isSecure: true, modules: 1, isOpaque: false });
});

test('what cannot be cloned does not travel', async ({ desktop: { page } }) => {
  const failure = await page.evaluate(async () => {
    const { mailpin } = window as { mailpin: { call: (name: string, input: unknown) => Promise<unknown> } };
    return mailpin
      .call('status.get', () => 1)
      .then(
        () => 'it travelled',
        (error: unknown) => String(error),
      );
  });
  expect(failure).toContain('could not be cloned');
});

test('an undefined field arrives as one that is not there', async ({ desktop: { page } }) => {
  const answer = await page.evaluate(() => window.mailpin.call('threads.list', { filter: undefined, limit: 1 }));
  expect(answer.ok).toBe(true);
});

test('what a page stored is there after a restart', async ({ start }) => {
  const first = await start();
  await first.page.evaluate(() => localStorage.setItem('kept', 'yes'));
  await first.close();
  const second = await start();
  expect(await second.page.evaluate(() => localStorage.getItem('kept'))).toBe('yes');
});

test('events of the shell arrive in the order they were sent', async ({ desktop: { app, page } }) => {
  const heard = await page.evaluateHandle(() => {
    const kinds: string[] = [];
    window.mailpin.on('place.asked', ({ place }) => kinds.push(place.kind));
    return kinds;
  });
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    for (const kind of ['1', '2', '3', '4', '5']) {
      window?.webContents.send('mailpin:event', { name: 'place.asked', payload: { place: { kind } } });
    }
  });
  await expect.poll(() => heard.jsonValue()).toEqual(['1', '2', '3', '4', '5']);
});

test('a second start on the same profile shows the first window and ends', async ({ desktop, profileDir }) => {
  const before = (await desktop.seen()).focusCount;
  const second = spawn(electronProgram, ['--no-sandbox', MAIN_BUNDLE, '--profile', profileDir], {
    stdio: 'ignore',
  });
  const [exitCode] = (await once(second, 'exit')) as [number];
  expect(exitCode).toBe(0);
  await expect.poll(async () => (await desktop.seen()).focusCount).toBe(before + 1);
});

test('the engine is a process of its own that ends with the program', async ({ start }) => {
  const desktop = await start();
  const [engine = 0] = (await desktop.seen()).engines;
  expect(isAlive(engine)).toBe(true);
  await desktop.close();
  await expect.poll(() => isAlive(engine)).toBe(false);
});

test('the engine ends even when the program is killed', async ({ start }) => {
  const desktop = await start();
  const [engine = 0] = (await desktop.seen()).engines;
  await desktop.kill();
  await expect.poll(() => isAlive(engine)).toBe(false);
});

test('closing the window ends the program', async ({ desktop: { app, page } }) => {
  test.skip(process.platform === 'darwin', 'On macOS a program outlives its windows.');
  const ended = once(app.process(), 'exit');
  await page.close();
  const [exitCode] = (await ended) as [number];
  expect(exitCode).toBe(0);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
