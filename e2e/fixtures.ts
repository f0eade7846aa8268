/** What a spec is given: its own profile folder, and the program on it, ended with the test. */
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { startDesktop, type Desktop } from './desktop.ts';
import { openOffice, type Office } from './office.ts';

interface Fixtures {
  /** Empty, and gone after the test. */
  readonly profileDir: string;
  /** Starts the program on the profile; what still runs at the end of the test is ended. */
  readonly start: (env?: Readonly<Record<string, string>>) => Promise<Desktop>;
  /** The program, started. */
  readonly desktop: Desktop;
  /** A mail server, a keychain and cards, for the profile. */
  readonly office: Office;
}

export const test = base.extend<Fixtures>({
  // Playwright finds the fixtures that one needs by taking its first parameter apart.
  profileDir: async ({}, use, testInfo) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'mailpin-e2e-'));
    await use(folder);
    if (testInfo.status !== testInfo.expectedStatus) {
      for (const name of ['shell.log', 'engine.log']) {
        const file = path.join(folder, name);
        if (existsSync(file)) await testInfo.attach(name, { body: readFileSync(file, 'utf8') });
      }
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  start: async ({ profileDir }, use) => {
    const started: Desktop[] = [];
    await use(async (env) => {
      const desktop = await startDesktop(profileDir, env);
      started.push(desktop);
      return desktop;
    });
    for (const desktop of started) await desktop.kill();
  },
  desktop: async ({ start }, use) => {
    await use(await start());
  },
  office: async ({ profileDir }, use) => {
    const office = await openOffice(profileDir);
    await use(office);
    await office.close();
  },
});

export { expect } from '@playwright/test';
