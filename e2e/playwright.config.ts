import { defineConfig } from '@playwright/test';

/** Plain Playwright over the built program. Every test has its own profile, so they run side by side; none is tried twice. */
export default defineConfig({
  testDir: 'specs',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // Ends only what hangs: on a busy machine a start takes seconds.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
});
