import { expect, test, vi } from 'vitest';
import { denyPermissions, guardPages } from './guards.ts';
import type { StoppableEvent } from './surface.ts';

type Listener = (event: StoppableEvent & { url: string }) => void;
type Check = () => boolean;
type Request = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;

const electron = vi.hoisted(() => ({
  created: [] as ((event: unknown, contents: unknown) => void)[],
  check: [] as Check[],
  request: [] as Request[],
}));
vi.mock('./surface.ts', () => ({
  app: {
    on: (_name: string, listener: (event: unknown, contents: unknown) => void) => electron.created.push(listener),
  },
  session: {
    defaultSession: {
      setPermissionCheckHandler: (check: Check) => electron.check.push(check),
      setPermissionRequestHandler: (request: Request) => electron.request.push(request),
    },
  },
}));

/** A page that has just been made, as the guards find it. */
function guardedPage(askToOpen: (url: string) => void) {
  const listeners = new Map<string, Listener>();
  let openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  guardPages(askToOpen);
  electron.created.at(-1)?.(
    {},
    {
      on: (name: string, listener: Listener) => listeners.set(name, listener),
      setWindowOpenHandler: (handler: typeof openHandler) => (openHandler = handler),
    },
  );
  return {
    open: (url: string) => openHandler({ url }),
    isStopped(name: string, url: string): boolean {
      let isStopped = false;
      listeners.get(name)?.({ url, preventDefault: () => (isStopped = true) });
      return isStopped;
    },
  };
}

test.each([
  ['https://evil.test/', true],
  ['app://evil/index.html', true],
  ['file:///etc/passwd', true],
  ['app://mailpin/mail-frame.html', false],
])('a frame that goes to %s is stopped: %s', (url, expected) => {
  expect(guardedPage(() => undefined).isStopped('will-frame-navigate', url)).toBe(expected);
});

test('no web view is attached', () => {
  expect(guardedPage(() => undefined).isStopped('will-attach-webview', '')).toBe(true);
});

test('a new window is refused and its address handed to the user', () => {
  const asked: string[] = [];
  expect(guardedPage((url) => asked.push(url)).open('https://acme.test/')).toEqual({ action: 'deny' });
  expect(asked).toEqual(['https://acme.test/']);
});

test('every permission is denied, asked or checked', () => {
  denyPermissions();
  const answers: boolean[] = [];
  electron.request.at(-1)?.({}, 'media', (granted) => answers.push(granted));
  expect([...answers, electron.check.at(-1)?.()]).toEqual([false, false]);
});
