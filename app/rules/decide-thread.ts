import type { CardId, MailId } from '../domain/ids.ts';
import { addressBook } from './address-book.ts';
import { currentCardId } from './converted-lead.ts';
import { coveringDecisions } from './covering-decisions.ts';
import { coveringExtent } from './covering-extent.ts';
import { decideMail, type DecidingWorld } from './decide-mail.ts';
import { parentsFirst } from './parents-first.ts';
import type { DecideThread, MailVerdict, ThreadFacts, World } from './verdict.ts';

/**
 * Decides for every mail of a thread which cards it belongs on, what is kept out, and what the user is asked (rules 5
 * and 6). The links that exist are not asked: same mails, cards and decisions, same verdicts, whatever the order in
 * which they came. Pure; throws nothing.
 *
 * @returns a verdict a mail, parents before children
 */
export function decideThread({ thread, ...world }: DecideThread): readonly MailVerdict[] {
  return threadDecider(world).explain(thread);
}

/** Decides threads in one world; what it learns of the people on one it knows for the next. */
export interface ThreadDecider {
  /** The verdicts of `decideThread` without what only *why* tells: which cards were passed over. */
  decide(thread: ThreadFacts): readonly MailVerdict[];
  /** The verdicts of `decideThread`. */
  explain(thread: ThreadFacts): readonly MailVerdict[];
}

/** Throw it away with the world. */
export function threadDecider(world: World): ThreadDecider {
  const book = addressBook(world);
  return {
    decide: (thread) => decide(thread, { ...world, book, isExplained: false }),
    explain: (thread) => decide(thread, { ...world, book, isExplained: true }),
  };
}

function decide(thread: ThreadFacts, world: DecidingWorld): readonly MailVerdict[] {
  const { cards, policy } = world;
  const mails = parentsFirst(thread.mails);
  const wordsOn = coveringDecisions(mails, thread, cards);
  const extentOf = coveringExtent(mails, thread.extents, thread);
  const splitKeys = new Set(thread.decisions.filter(({ isSplit }) => isSplit).map(({ messageKey }) => messageKey));
  const { answers } = thread;
  const usedInThread = new Set<CardId>();
  for (const { verdict, cardId } of thread.decisions) {
    if (verdict === 'attach') usedInThread.add(currentCardId(cardId, cards));
  }
  const isThreadAllowed = policy.allowed.threads.size > 0 && mails.some(({ key }) => policy.allowed.threads.has(key));
  const verdicts = new Map<MailId, MailVerdict>();
  for (const mail of mails) {
    const parentId = splitKeys.has(mail.key) ? null : mail.parentId;
    const links = parentId === null ? [] : (verdicts.get(parentId)?.links ?? []);
    const inherited = { parentId, links };
    const words = wordsOn(mail);
    const task = { mail, words, inherited, answers, usedInThread, isThreadAllowed, ...world };
    const decided = decideMail(task);
    // What is protected never leaves this computer, whatever the user says of the mail (rules 5, blocklist).
    const extent = decided.heldBy === 'protected' ? 'none' : (extentOf(mail)?.extent ?? 'full');
    const verdict: MailVerdict = { ...decided, extent };
    verdicts.set(mail.id, verdict);
    for (const { cardId } of verdict.links) usedInThread.add(cardId);
  }
  return [...verdicts.values()];
}
