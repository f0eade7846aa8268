import { setImmediate } from 'node:timers/promises';
import type { ShorteningPreview } from '../../app/contract/space-views.ts';
import type { MailId } from '../../app/domain/ids.ts';
import type { TextKeeping } from '../../app/domain/text-keeping.ts';
import { fateOfText, monthsBefore } from '../../app/rules/fate-of-text.ts';
import { readKeeping } from '../db/text-keeping.ts';
import { shortenedCount, shortenTexts, wholeTexts, type WholeText } from '../db/shortened-texts.ts';
import type { Deps } from './deps.ts';
import { sliceSize } from './slice-size.ts';

/** Mails looked at before others get a turn. */
const LOOKED_AT = 250;

/** Told how far a long piece of work is. */
export type OnProgress = (done: number, total: number) => void;

/** What a way of keeping would do, without doing it. Reads slice by slice. Throws store.* */
export async function previewShortening(
  deps: Deps,
  keeping: TextKeeping,
  signal: AbortSignal,
): Promise<ShorteningPreview> {
  const kept = { 'on-card': 0, 'open-deal': 0, awaited: 0, 'only-here': 0, 'read-again': 0 };
  let [mailCount, bytes] = [0, 0];
  for await (const mails of oldTexts(deps, keeping, signal)) {
    for (const mail of mails) {
      const fate = fateOfText(mail, keeping, deps.clock.now());
      if (fate === 'recent') continue;
      if (fate === 'shortened') {
        mailCount += 1;
        bytes += mail.storedBytes - mail.beginningBytes;
      } else kept[fate] += 1;
    }
  }
  return {
    mailCount,
    bytes,
    kept,
    fetchableCount: keeping.months === null ? shortenedCount(deps.store.db) : 0,
  };
}

/**
 * Shortens what the user does not want to be kept whole, a few mails a transaction, so that everything else goes on. A copy of each is
 * at its server; links, threads and what rules read stay as they are. Throws store.*
 *
 * @returns how many texts were shortened; fewer than there were when the signal came
 */
export async function shortenOldTexts(
  deps: Deps,
  signal: AbortSignal,
  onProgress: OnProgress = () => undefined,
): Promise<number> {
  const keeping = readKeeping(deps.store.db);
  const { mailCount: total } = await previewShortening(deps, keeping, signal);
  const size = sliceSize();
  let done = 0;
  onProgress(done, total);
  for await (const mails of oldTexts(deps, keeping, signal)) {
    let left: readonly MailId[] = mails.filter((mail) => isToShorten(deps, mail, keeping)).map(({ mailId }) => mailId);
    while (left.length > 0 && !signal.aborted) {
      const slice = left.slice(0, size.current());
      left = left.slice(slice.length);
      const startedAt = performance.now();
      deps.store.write((tx) => shortenTexts(tx.db, slice, deps.clock.now()));
      size.took(slice.length, performance.now() - startedAt);
      done += slice.length;
      onProgress(done, Math.max(done, total));
      await setImmediate();
    }
  }
  return done;
}

function isToShorten({ clock }: Deps, mail: WholeText, keeping: TextKeeping): boolean {
  return fateOfText(mail, keeping, clock.now()) === 'shortened';
}

/** Whole texts older than the user wants them, slice by slice; others get a turn between two. Ends with the signal. */
async function* oldTexts(
  { store, clock }: Deps,
  { months }: TextKeeping,
  signal: AbortSignal,
): AsyncGenerator<readonly WholeText[]> {
  if (months === null) return;
  const before = monthsBefore(clock.now(), months);
  for (let after: number | null = 0; after !== null && !signal.aborted;) {
    const { mails, next }: ReturnType<typeof wholeTexts> = wholeTexts(store.db, { after, before, limit: LOOKED_AT });
    yield mails;
    after = next;
    await setImmediate();
  }
}
