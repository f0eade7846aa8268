import { expect, test, vi } from 'vitest';
import { mainWindow } from './window.ts';

const made = vi.hoisted((): { options: object; url?: string }[] => []);
vi.mock('./surface.ts', () => ({
  BrowserWindow: class {
    readonly webContents = { isDestroyed: () => false, send: () => undefined };
    constructor(options: object) {
      made.push({ options });
    }
    once(): void {
      // Nothing happens to this window.
    }
    loadURL(url: string): Promise<void> {
      Object.assign(made.at(-1) ?? {}, { url });
      return Promise.resolve();
    }
  },
}));

test('the page gets no rights but the preload script, and the language to speak', async () => {
  await mainWindow('/bundles', 'de-AT').open();
  expect(made).toEqual([
    {
      options: expect.objectContaining({
        webPreferences: {
          preload: '/bundles/preload.cjs',
          sandbox: true,
          contextIsolation: true,
          webSecurity: true,
          nodeIntegration: false,
          nodeIntegrationInWorker: false,
          nodeIntegrationInSubFrames: false,
          webviewTag: false,
          allowRunningInsecureContent: false,
          navigateOnDragDrop: false,
          spellcheck: false,
        },
      }) as object,
      url: 'app://mailpin/index.html?lang=de-AT',
    },
  ]);
});
