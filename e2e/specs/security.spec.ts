/** Each point of docs/security.md as it holds in the built program. A test here fails when its point is undone. */
import path from 'node:path';
import type { Page } from 'playwright';
import { OUT } from '../desktop.ts';
import { expect, test } from '../fixtures.ts';

test('the page has two functions and nothing of Node or Electron', async ({ desktop: { page } }) => {
  const found = await page.evaluate(() => ({
    bridge: Object.keys(window.mailpin).toSorted(),
    node: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer'].filter((name) => name in window),
  }));
  expect(found).toEqual({ bridge: ['call', 'on'], node: [] });
});

test('a script that stands in the page does not run, nor text as code', async ({ desktop: { page } }) => {
  const refused = await provoke(page, async () => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "a script ran"';
    document.head.append(script);
    const button = document.createElement('button');
    button.setAttribute('onclick', 'document.title = "a handler ran"');
    document.body.append(button);
    button.click();
    // From a timer, because DevTools lets what it runs itself make code from text.
    await new Promise((resolve) => {
      setTimeout(() => {
        resolve(null);
        const made: unknown = Reflect.construct(Function, ['document.title = "text ran"']);
        if (typeof made === 'function') Reflect.apply(made, undefined, []);
      });
    });
  });
  await expect.poll(refused).toEqual(['script-src', 'script-src-attr', 'script-src-elem']);
  expect(await page.title()).not.toMatch(/ran$/);
});

test('the page loads nothing from elsewhere and sends nothing anywhere', async ({ desktop: { page } }) => {
  const refused = await provoke(page, async () => {
    const outside = 'https://outside.invalid/x';
    const load = (element: HTMLElement, into: HTMLElement) =>
      new Promise((resolve) => {
        element.addEventListener('error', resolve);
        element.addEventListener('load', resolve);
        into.append(element);
      });
    await load(Object.assign(document.createElement('script'), { src: outside }), document.head);
    await load(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: outside }), document.head);
    await load(Object.assign(document.createElement('img'), { src: outside }), document.body);
    await load(Object.assign(document.createElement('iframe'), { src: outside }), document.body);
    await fetch(outside).catch((error: unknown) => error);
    const form = Object.assign(document.createElement('form'), { action: outside, method: 'post' });
    document.body.append(form);
    form.submit();
  });
  const expected = ['connect-src', 'form-action', 'frame-src', 'img-src', 'script-src-elem', 'style-src-elem'];
  await expect.poll(refused).toEqual(expected);
});

test('files come from the folder of the page alone', async ({ desktop: { page } }) => {
  const outcome = (tag: 'img' | 'link', address: string) =>
    page.evaluate(
      ([name, url]) =>
        new Promise<string>((resolve) => {
          const element = document.createElement(name);
          element.addEventListener('load', () => resolve('served'));
          element.addEventListener('error', () => resolve('refused'));
          if (element instanceof HTMLLinkElement) Object.assign(element, { rel: 'stylesheet', href: url });
          else element.src = url;
          document.head.append(element);
        }),
      [tag, address] as const,
    );
  expect(await outcome('link', 'mail-frame.css')).toBe('served');
  for (const way of [
    '..%2f..%2fresources%2ficon.png',
    '..%5c..%5cresources%5cicon.png',
    '%2e%2e/%2e%2e/resources/icon.png',
  ]) {
    expect(await outcome('img', way), way).toBe('refused');
  }
});

test('a page from elsewhere that got the preload script is not answered', async ({ desktop: { app } }) => {
  const opened = app.waitForEvent('window');
  await app.evaluate(
    ({ BrowserWindow }, preload) => {
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload } });
      return stranger.loadURL('data:text/html,<title>stranger</title>');
    },
    path.join(OUT, 'main', 'preload.cjs'),
  );
  const stranger = await opened;
  await expect(stranger).toHaveTitle('stranger');
  const answer = await stranger.evaluate(() => window.mailpin.call('status.get', {}));
  expect(answer).toEqual({ ok: false, error: { code: 'input.invalid', details: { field: 'sender' } } });
});

test('a frame in the page has no bridge', async ({ desktop: { page } }) => {
  const hasBridge = await page.evaluate(async () => {
    const frame = Object.assign(document.createElement('iframe'), { src: 'mail-frame.html' });
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    await loaded;
    const inside = frame.contentWindow;
    return inside !== null && 'mailpin' in inside;
  });
  expect(hasBridge).toBe(false);
});

test('nothing runs in the frame that shows a mail', async ({ desktop: { page } }) => {
  const title = await page.evaluate(async () => {
    // Without the sandbox attribute that the page would give it: the policy of the document alone must do.
    const frame = Object.assign(document.createElement('iframe'), { src: 'mail-frame.html' });
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    await loaded;
    const inside = frame.contentDocument;
    const script = inside?.createElement('script');
    if (script !== undefined) script.textContent = 'document.title = "a mail ran"';
    if (script !== undefined) inside?.body.append(script);
    return inside?.title;
  });
  expect(title).toBe('');
});

test('a wrong input is refused by name of the field, and the engine lives on', async ({ desktop }) => {
  const answers = await desktop.page.evaluate(async () => {
    const { mailpin } = window as { mailpin: { call: (name: unknown, input: unknown) => Promise<unknown> } };
    const call = (name: unknown, input: unknown) => mailpin.call(name, input);
    return [
      await call('threads.get', { threadId: 'x' }),
      await call('threads.get', { threadId: 1, extra: true }),
      await call('no.call', {}),
      await call({}, {}),
    ];
  });
  const refused = (field: string) => ({ ok: false, error: { code: 'input.invalid', details: { field } } });
  expect(answers).toEqual([refused('threadId'), refused('extra'), refused('name'), refused('name')]);
  expect((await desktop.seen()).engines).toHaveLength(1);
});

test('the window stays where it is', async ({ desktop: { page } }) => {
  const before = page.url();
  await page.evaluate(() => {
    document.documentElement.dataset['mark'] = 'same document';
    window.location.assign('https://outside.invalid/');
  });
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: 'https://outside.invalid/', textContent: 'away' });
    document.body.append(link);
    link.click();
  });
  await expect(page.locator('html[data-mark="same document"]')).toBeAttached();
  expect(page.url()).toBe(before);
});

test('a link opens outside only after the user saw the real host', async ({ desktop }) => {
  const open = (link: string) =>
    desktop.page.evaluate((url) => {
      window.open(url, '_blank', 'noopener');
    }, link);
  await open('https://bank.example@evil.invalid/login');
  await expect.poll(async () => (await desktop.seen()).questions).toEqual([expect.stringContaining('evil.invalid')]);
  expect((await desktop.seen()).opened).toEqual([]);

  await desktop.answer({ button: 1 });
  await open('https://acme.invalid/offer');
  await expect.poll(async () => (await desktop.seen()).opened).toEqual(['https://acme.invalid/offer']);
  // A host may need a moment to close what it refused to open.
  await expect.poll(() => desktop.app.windows()).toHaveLength(1);
});

test('only https and mail links are asked about', async ({ desktop }) => {
  await desktop.answer({ button: 1 });
  await desktop.page.evaluate(() => {
    for (const url of [
      'http://outside.invalid/',
      'file:///etc/passwd',
      'data:text/html,x',
      'mailto:ana@acme.invalid',
    ]) {
      window.open(url, '_blank', 'noopener');
    }
  });
  await expect.poll(async () => (await desktop.seen()).opened).toEqual(['mailto:ana@acme.invalid']);
  expect((await desktop.seen()).questions).toHaveLength(1);
});

test('every permission is denied', async ({ desktop: { page } }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'] as const;
    const asked = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
    return (await Promise.all(asked)).map(({ state }) => state);
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
});

/** Runs something in the page. What it returns reads the directives by which the policy refused any of it, each once. */
async function provoke(page: Page, deed: () => Promise<unknown>): Promise<() => Promise<readonly string[]>> {
  const heard = await page.evaluateHandle(() => {
    const directives = new Set<string>();
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      directives.add(effectiveDirective),
    );
    return directives;
  });
  await page.evaluate(deed);
  return () => heard.evaluate((directives) => [...directives].toSorted());
}
