import { EventEmitter } from 'node:events';
import { cloned } from './clone.ts';
import { fromWeb } from './scheme.ts';
import { isStopped } from './stoppable.ts';
import type { OpenedPage } from './browser.ts';

type OpenHandler = (details: { readonly url: string }) => { readonly action: 'deny' };

/** What it needs of the window around it. */
interface AroundContents {
  /** Null until Chromium has opened the page. */
  readonly opened: OpenedPage | null;
  /** Event by which the main process speaks to the page. */
  readonly pushName: string;
  isDestroyed(): boolean;
  close(): void;
}

/** What a window shows, as far as Mailpin and Playwright ask. */
export class WebContents extends EventEmitter {
  readonly window: AroundContents;
  #openHandler: OpenHandler | null = null;

  constructor(window: AroundContents) {
    super();
    this.window = window;
  }
  getURL(): string {
    return fromWeb(this.window.opened?.page.url() ?? '');
  }
  /** Speaks to the page. What is said while a page is going away is lost, as in Electron. */
  send(channel: string, ...args: readonly unknown[]): void {
    const said = { channel, args: cloned(args), event: this.window.pushName };
    const { opened } = this.window;
    if (opened === null) return;
    const heard = opened.page.evaluate(({ event, ...detail }) => {
      document.dispatchEvent(new CustomEvent(event, { detail }));
    }, said);
    heard.catch((error: unknown) => process.emitWarning(`Not heard by the page: ${String(error)}`));
  }
  isDestroyed(): boolean {
    return this.window.isDestroyed();
  }
  /** For Playwright. */
  close(): void {
    this.window.close();
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }
  /** A page asked for another window. Without a handler Electron would open it; the stand-in never does. */
  askToOpen(url: string): void {
    this.#openHandler?.({ url: fromWeb(url) });
  }
  /** Whether a navigation that the page began may go on. */
  mayNavigate(url: string, isMainFrame: boolean): boolean {
    return !isStopped(this, 'will-frame-navigate', { url, isMainFrame });
  }
}
