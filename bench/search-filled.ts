import { setTimeout } from 'node:timers/promises';
import type { Engine } from './engine.ts';

const LOOK_MS = 200;

/** Waits until the engine has taken all mail into its search index. */
export async function searchFilled(engine: Engine): Promise<void> {
  while ((await engine.call('mails.search', { text: '', limit: 1 })).unsearchedCount > 0) await setTimeout(LOOK_MS);
}
