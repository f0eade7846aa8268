import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['{app,main,renderer,resources}/**/*.test.{ts,tsx}'],
    // Real servers start inside tests, perhaps on a busy machine: the limit only ends what hangs.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
    // Files share a process, not state: nothing in them is global, and starting a process for each took a minute of every run.
    isolate: false,
  },
});
