import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Frame, Route } from 'playwright';
import { app } from './app.ts';
import { isHeaded, openPage, type OpenedPage } from './browser.ts';
import { invoke } from './ipc.ts';
import { pageSide } from './page-side.ts';
import { applyPermissions } from './permissions.ts';
import { fromWeb, fulfil, handlerOf, toWeb } from './scheme.ts';
import { WebContents } from './web-contents.ts';

const windows = new Set<BrowserWindow>();

/** A window is a page of Chromium: headless, or with a screen a window without tabs. */
export class BrowserWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new WebContents(this);
  readonly pushName = `standin:${randomUUID()}`;
  opened: OpenedPage | null = null;
  readonly #opening: Promise<OpenedPage>;
  #isClosed = false;
  #isVisible = true;
  /** The address the app asked for; going there is no navigation of the page. */
  #loading: string | null = null;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    this.#isVisible = options.show !== false;
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    this.#opening = this.#open();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }
  static fromWebContents(contents: WebContents | undefined): BrowserWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }

  async loadURL(url: string): Promise<void> {
    const { page, session } = await this.#opening;
    this.#loading = url;
    await applyPermissions(session, toWeb(url));
    await page.goto(toWeb(url));
    this.webContents.emit('did-finish-load');
    this.emit('ready-to-show');
  }
  show(): void {
    this.#isVisible = true;
    this.emit('show');
  }
  focus(): void {
    void this.opened?.page.bringToFront();
    this.emit('focus');
  }
  restore(): void {
    this.emit('restore');
  }
  isVisible(): boolean {
    return this.#isVisible;
  }
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.#isClosed;
  }
  close(): void {
    void this.#opening.then(({ page }) => page.close());
  }

  async #open(): Promise<OpenedPage> {
    const opened = await openPage(toWeb('app://mailpin/standin-empty'));
    this.opened = opened;
    const { page, session } = opened;
    const { width = 800, height = 600 } = this.options;
    if (isHeaded) await resize(opened, width, height);
    else await page.setViewportSize({ width, height });
    await page.route('**/*', (route) => this.#answer(route));
    await this.#givePreload(opened);
    await session.send('Page.enable');
    session.on('Page.windowOpen', ({ url }) => this.webContents.askToOpen(url));
    page.on('popup', (popup) => void popup.close());
    page.once('close', () => this.#closed());
    return opened;
  }

  async #givePreload({ page }: OpenedPage): Promise<void> {
    const file = this.options.webPreferences?.preload;
    if (file === undefined) return;
    const binding = `standin_${randomUUID().replaceAll('-', '')}`;
    await page.exposeBinding(binding, ({ frame }, channel: string, args: readonly unknown[]) =>
      invoke({ sender: this.webContents, senderFrame: frameAsSeen(frame) }, channel, args),
    );
    const preload = `(require, module, exports) => {\n${readFileSync(file, 'utf8')}\n}`;
    await page.addInitScript({
      content: `(${pageSide.toString()})(${JSON.stringify(binding)}, ${JSON.stringify(this.pushName)}, ${preload});`,
    });
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const url = fromWeb(request.url());
    if (request.isNavigationRequest() && url !== this.#loading) {
      const isMainFrame = request.frame().parentFrame() === null;
      if (!this.webContents.mayNavigate(url, isMainFrame)) return route.abort('aborted');
    }
    const handler = handlerOf(url);
    return handler === undefined ? route.continue() : fulfil(route, url, handler);
  }

  #closed(): void {
    this.#isClosed = true;
    windows.delete(this);
    this.emit('closed');
    if (windows.size === 0) app.emit('window-all-closed');
  }
}

export const webContents = {
  /** For Playwright, which asks for the window of a page it sees. */
  fromDevToolsTargetId: (targetId: string): WebContents | undefined =>
    [...windows].find(({ opened }) => opened?.targetId === targetId)?.webContents,
};

function frameAsSeen(frame: Frame): { readonly url: string; readonly parent: object | null } {
  const parent = frame.parentFrame();
  return { url: fromWeb(frame.url()), parent: parent === null ? null : frameAsSeen(parent) };
}

async function resize({ session }: OpenedPage, width: number, height: number): Promise<void> {
  const { windowId } = await session.send('Browser.getWindowForTarget');
  await session.send('Browser.setWindowBounds', { windowId, bounds: { width, height } });
}
