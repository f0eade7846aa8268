import { EventEmitter } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { closeBrowser } from './browser.ts';
import { takeInstanceLock } from './single-instance.ts';
import { isStopped } from './stoppable.ts';

/** Electron's `app`, as far as Mailpin asks. */
class App extends EventEmitter {
  readonly isPackaged = false;
  /** For Playwright's loader, which adds Chromium's switches here. */
  readonly commandLine = { appendSwitch: (): void => undefined };
  isQuitting = false;
  readonly #paths = new Map([['downloads', path.join(homedir(), 'Downloads')]]);
  #releaseReady: () => void = () => undefined;
  readonly #ready = new Promise<void>((resolve) => (this.#releaseReady = resolve));

  whenReady(): Promise<void> {
    return this.#ready;
  }
  becomeReady(): void {
    this.emit('ready', {}, {});
    this.#releaseReady();
  }
  getPath(name: string): string {
    const known = this.#paths.get(name) ?? (name === 'sessionData' ? this.getPath('userData') : undefined);
    const found = known ?? mkdtempSync(path.join(tmpdir(), `mailpin-${name}-`));
    this.#paths.set(name, found);
    return found;
  }
  setPath(name: string, folder: string): void {
    this.#paths.set(name, folder);
  }
  getLocale(): string {
    return process.env['STANDIN_LOCALE'] ?? 'en-US';
  }
  setAppUserModelId(): void {
    // Windows only.
  }
  requestSingleInstanceLock(): boolean {
    return takeInstanceLock(this.getPath('userData'), () => this.emit('second-instance', {}, [], '', null));
  }
  /** Asks `before-quit`, then goes; whoever prevents it quits again when it is ready. */
  quit(): void {
    if (isStopped(this, 'before-quit') || this.isQuitting) return;
    this.isQuitting = true;
    void closeBrowser().finally(() => {
      this.emit('quit', {}, 0);
      process.exit(0);
    });
  }
}

export const app = new App();

// Electron quits in order on these.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
