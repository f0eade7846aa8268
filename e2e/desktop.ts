/** The running program as a test holds it: the page, the desktop around it, and its end. */
import { once } from 'node:events';
import path from 'node:path';
import type { Bridge } from '../app/contract/bridge.ts';
import { _electron, type ElectronApplication, type Page } from 'playwright';

/** The built program; a packed one can be tested by naming the folder it was unpacked to. */
export const OUT = path.resolve(process.env['MAILPIN_E2E_OUT'] ?? path.join(import.meta.dirname, '..', 'out'));
export const MAIN_BUNDLE = path.join(OUT, 'main', 'index.cjs');
const PROBE = path.join(import.meta.dirname, 'probe.cjs');

/** What the probe wrote down (`probe.cjs`). */
export interface Seen {
  readonly trayImages: readonly string[];
  readonly toolTips: readonly string[];
  readonly notices: readonly { readonly title: string; readonly body: string }[];
  readonly opened: readonly string[];
  readonly questions: readonly string[];
  readonly engines: readonly number[];
  readonly focusCount: number;
}

interface Probe extends Seen {
  answers: { button: number; path: string };
  readonly lastNotice?: { emit(event: 'click'): void };
  readonly trayMenu?: { readonly items: readonly MenuItem[] };
}
interface MenuItem {
  readonly label: string;
  readonly submenu?: { readonly items: readonly MenuItem[] } | null;
  click(): void;
}

declare global {
  interface Window {
    /** What the preload script leaves in the page. */
    readonly mailpin: Bridge;
  }
}

export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the program asked the desktop to do until now. */
  seen(): Promise<Seen>;
  /** What the user will answer when asked: the number of a button, the path to save to. */
  answer(answers: { button?: number; path?: string }): Promise<void>;
  clickNotice(): Promise<void>;
  /** Labels of the tray's menu, accounts with what is below them. */
  trayMenu(): Promise<readonly string[]>;
  clickTrayItem(label: string): Promise<void>;
  /** Ends the program in order. */
  readonly close: () => Promise<void>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
}

/** Starts the program on a profile and waits until its first data is on the screen. */
export async function startDesktop(profileDir: string, env: Readonly<Record<string, string>> = {}): Promise<Desktop> {
  const app = await _electron.launch({
    args: ['-r', PROBE, MAIN_BUNDLE, '--profile', profileDir],
    env: { ...ownEnvironment(), ...env },
  });
  // Asked now, because a program that has ended cannot be asked.
  const program = app.process();
  const page = await app.firstWindow();
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
  const probe = await app.evaluateHandle(() => Reflect.get(globalThis, '__probe') as Probe);
  return {
    app,
    page,
    seen: () =>
      probe.evaluate(({ trayImages, toolTips, notices, opened, questions, engines, focusCount }) => {
        return { trayImages, toolTips, notices, opened, questions, engines, focusCount };
      }),
    answer: (answers) =>
      probe.evaluate((seen, given) => {
        Object.assign(seen.answers, given);
      }, answers),
    clickNotice: () =>
      probe.evaluate((seen) => {
        seen.lastNotice?.emit('click');
      }),
    trayMenu: () =>
      probe.evaluate((seen) =>
        (seen.trayMenu?.items ?? []).flatMap((item) => [
          item.label,
          ...(item.submenu?.items ?? []).map(({ label }) => label),
        ]),
      ),
    clickTrayItem: (label) =>
      probe.evaluate((seen, asked) => {
        const item = seen.trayMenu?.items.find((each) => each.label === asked);
        if (item === undefined) throw new Error(`The tray has no item "${asked}".`);
        item.click();
      }, label),
    close: () => app.close(),
    async kill() {
      if (program.exitCode !== null || program.signalCode !== null) return;
      const ended = once(program, 'exit');
      program.kill('SIGKILL');
      await ended;
    },
  };
}

/** The environment without what belongs to the test runner or to the user's own session. */
function ownEnvironment(): Record<string, string> {
  const ours = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !/^(NODE_|TEST_|PW|npm_|DBUS_|GNOME_KEYRING|MAILPIN_)/.test(name),
  );
  return Object.fromEntries(ours) as Record<string, string>;
}
