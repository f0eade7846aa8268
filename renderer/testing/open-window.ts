/**
 * The window on a made-up mailbox in real Chromium: built as the product is, served by the product's own page server under its own
 * policy. What the page complains about on its console, a refused style or a missing word, is kept for the test to see.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium, type BrowserContextOptions, type Page } from 'playwright';
import { build } from 'vite';
import { pageFile } from '../../main/electron/page-files.ts';
import type { FakeScene } from './fake-status.ts';

const RENDERER = path.join(import.meta.dirname, '..');
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Below the runner's own limit, so that a step that hangs is named. */
const STEP_MS = 10_000;

export interface OpenWindow {
  readonly page: Page;
  /** Errors and warnings of the console, in order. */
  readonly complaints: readonly string[];
}
export interface WindowHouse {
  open(options?: { scene?: FakeScene; fillers?: number } & BrowserContextOptions): Promise<OpenWindow>;
  close(): Promise<void>;
}

/** The page as it was built for this process of the runner: its sources do not change during a run. */
let builtPage: Promise<string> | null = null;

/** @returns the folder of the built page, which goes with the process */
async function buildPage(): Promise<string> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'mailpin-window-'));
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  await build({
    configFile: false,
    root: RENDERER,
    logLevel: 'error',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      assetsInlineLimit: 0,
      rolldownOptions: { input: path.join(RENDERER, 'testing', 'index.html') },
    },
  });
  return outDir;
}

/** Starts a browser on the built page; every window opened from it is a fresh one. */
export async function windowHouse(): Promise<WindowHouse> {
  const outDir = await (builtPage ??= buildPage());
  const server = createServer((request, response) => {
    void pageFile(outDir, { url: `app://mailpin${request.url ?? '/'}`, method: request.method ?? 'GET' }).then(
      async (file) => {
        response.writeHead(file.status, Object.fromEntries(file.headers));
        response.end(new Uint8Array(await file.arrayBuffer()));
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });

  return {
    async open({ scene = 'work', fillers = 100, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
      context.setDefaultTimeout(STEP_MS);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`http://127.0.0.1:${port}/testing/index.html?scene=${scene}&fillers=${fillers}`);
      await page.locator('html[data-ready]').waitFor({ state: 'attached' });
      return { page, complaints };
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
