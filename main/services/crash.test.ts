import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { dumpProfile } from './testing/dump.ts';
import { tempDir } from './testing/profile.ts';

const HOOKS = new URL('testing/source-hooks.mjs', import.meta.url).href;
const SCRIPT = fileURLToPath(new URL('testing/crash-script.ts', import.meta.url));
const KILLS = 12;

/**
 * Runs the script on a profile, and kills it when it has said so many words.
 * @returns how many words it said, and whether it came to its end
 */
async function run(dir: string, killAfter: number): Promise<{ readonly words: number; readonly isDone: boolean }> {
  const child = spawn(process.execPath, ['--import', HOOKS, SCRIPT, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  let words = 0;
  let isDone = false;
  for await (const word of createInterface({ input: child.stdout })) {
    words += 1;
    isDone ||= word === 'done';
    if (words === killAfter) child.kill('SIGKILL');
  }
  await closed;
  return { words, isDone };
}

test(
  'killed again and again, at any moment, a profile ends as if nothing had happened',
  { timeout: 240_000 },
  async () => {
    const calm = tempDir();
    const { words, isDone } = await run(calm, Number.POSITIVE_INFINITY);
    expect(isDone).toBe(true);
    const expected = dumpProfile(calm);
    expect(expected['activities']?.length).toBeGreaterThan(50);
    const rough = tempDir();
    let kills = 0;
    for (let round = 0; round < KILLS; round += 1) {
      // From the first words to the last ones, and a little by chance.
      const killAfter = Math.ceil(((round + Math.random()) / KILLS) * (words / 3)) + 1;
      if (!(await run(rough, killAfter)).isDone) kills += 1;
    }
    expect(kills).toBeGreaterThanOrEqual(KILLS / 2);
    expect((await run(rough, Number.POSITIVE_INFINITY)).isDone).toBe(true);
    expect(dumpProfile(rough)).toEqual(expected);
  },
);
