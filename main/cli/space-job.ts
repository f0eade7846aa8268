import type { SpaceReport } from '../../app/contract/space-views.ts';
import type { MailpinApi } from '../../app/contract/api.ts';
import type { Context } from './command.ts';
import { progressOn } from './progress.ts';
import { bytesWords, spaceProgressWords } from './space-words.ts';

/** Runs long work on the space with its progress on standard error. Ctrl-C ends it after its current slice; what was done stands. */
export async function spaceJob(
  { host, out, text }: Context,
  engine: MailpinApi,
  work: () => Promise<SpaceReport>,
): Promise<SpaceReport> {
  const progress = progressOn(host.stderr, out.isJson, () => host.now());
  const stop = engine.on('space.progress', (payload) => progress.show(spaceProgressWords(text, payload)));
  try {
    return await work();
  } finally {
    stop();
    progress.clear();
  }
}

/** How the file grew or shrank. */
export function sizeLine({ text }: Context, { bytesBefore, bytesAfter }: SpaceReport): string {
  return text.format('cli.space.size', {
    before: bytesWords(text, bytesBefore),
    after: bytesWords(text, bytesAfter),
  });
}
