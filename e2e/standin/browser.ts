/** The Chromium that shows the pages: Debian's own, driven over DevTools, gone when this process is gone. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright';

const PROGRAM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** A window on the screen instead of a page without one. */
export const isHeaded = process.env['STANDIN_HEADED'] === '1' && (process.env['DISPLAY'] ?? '') !== '';

const FLAGS = [
  '--no-sandbox',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-popup-blocking',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-timer-throttling',
  '--hide-crash-restore-bubble',
  '--password-store=basic',
  '--force-color-profile=srgb',
  '--remote-debugging-port=0',
  // The pipe is never used: Chromium ends when its other end is closed, even when this process was killed.
  '--remote-debugging-pipe',
  '--test-type',
];

let browserProcess: ChildProcess | undefined;
let browser: Browser | undefined;
let dataDir = '';

/** Starts Chromium on a folder for its data. Resolves to its DevTools address. */
export async function openBrowser(folder: string): Promise<string> {
  dataDir = path.join(folder, 'chromium');
  const headless = isHeaded ? [] : ['--headless=new'];
  browserProcess = spawn(PROGRAM, [...headless, ...FLAGS, `--user-data-dir=${dataDir}`], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const endpoint = await devToolsAddress(browserProcess);
  browser = await chromium.connectOverCDP(endpoint);
  return endpoint;
}

async function devToolsAddress(child: ChildProcess): Promise<string> {
  const { stderr } = child;
  if (stderr === null) throw new Error('Chromium was started without stderr.');
  for await (const line of createInterface({ input: stderr })) {
    const address = /^DevTools listening on (ws:\S+)$/.exec(line)?.[1];
    if (address === undefined) continue;
    stderr.resume();
    return address;
  }
  throw new Error('Chromium ended before it listened.');
}

function context(): BrowserContext {
  const [first] = browser?.contexts() ?? [];
  if (first === undefined) throw new Error('No window before the app is ready.');
  return first;
}

export interface OpenedPage {
  readonly page: Page;
  readonly session: CDPSession;
  readonly targetId: string;
}

/** Opens an empty page: without a screen a page, with one a window of its own that has no tabs and no address bar. */
export async function openPage(emptyUrl: string): Promise<OpenedPage> {
  const page = isHeaded ? await openAppWindow(emptyUrl) : await context().newPage();
  const session = await context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  return { page, session, targetId: targetInfo.targetId };
}

/** A second start on the same data opens a window in the first process. The address is answered here, by nobody's server. */
async function openAppWindow(emptyUrl: string): Promise<Page> {
  await context().route(emptyUrl, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  const opened = context().waitForEvent('page');
  spawn(PROGRAM, ['--no-sandbox', '--test-type', `--user-data-dir=${dataDir}`, `--app=${emptyUrl}`], {
    stdio: 'ignore',
  });
  const page = await opened;
  await page.waitForLoadState();
  return page;
}

/** Ends Chromium in order, so that what pages stored is on disk. */
export async function closeBrowser(): Promise<void> {
  if (browser === undefined || browserProcess === undefined) return;
  const ended = browserProcess.exitCode === null ? once(browserProcess, 'exit') : Promise.resolve();
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.close');
  await ended;
}

process.on('exit', () => browserProcess?.kill('SIGKILL'));
