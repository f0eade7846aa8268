import path from 'node:path';
import { EVENT_CHANNEL } from '../../app/contract/bridge.ts';
import type { AnyEvent } from '../../app/contract/events.ts';
import { PAGE_URL } from './app-origin.ts';
import { BrowserWindow, type Window } from './surface.ts';

/** Below this the board has no room for two columns (design: 960x640). */
const MIN_WIDTH = 960;
const MIN_HEIGHT = 640;

/** What a page may have of the computer: nothing but the two functions of the preload script. */
const PAGE_RIGHTS = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const;

/** The one window of the program: made when it is asked for, made again after it was closed. */
export interface MainWindow {
  /** Shows the window and puts it in front. */
  open(): Promise<void>;
  send(event: AnyEvent): void;
}

/** @param locale which language the page speaks, told in its address */
export function mainWindow(bundleDir: string, locale: string): MainWindow {
  let window: Window | null = null;

  async function create(): Promise<void> {
    const created = new BrowserWindow({
      width: 1_360,
      height: 860,
      minWidth: MIN_WIDTH,
      minHeight: MIN_HEIGHT,
      show: false,
      title: 'Mailpin',
      webPreferences: { ...PAGE_RIGHTS, preload: path.join(bundleDir, 'preload.cjs') },
    });
    window = created;
    created.once('ready-to-show', () => created.show());
    created.once('closed', () => (window = null));
    await created.loadURL(`${PAGE_URL}?lang=${encodeURIComponent(locale)}`);
  }

  return {
    async open() {
      if (window === null) return create();
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    send(event) {
      if (window !== null && !window.webContents.isDestroyed()) window.webContents.send(EVENT_CHANNEL, event);
    },
  };
}
