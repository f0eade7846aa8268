import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** For this user only. */
const MODE = 0o700;

/**
 * Makes a folder and those above it that are missing; an existing one is left as it is. Throws what the system says.
 *
 * Step by step, because `recursive` never returns where the system answers "no such folder" although the one above is there, as
 * under /proc.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path, { mode: MODE });
  } catch (error) {
    // Another program was faster.
    if (!existsSync(path)) throw error;
  }
}
