import type { ActionId, CardId, ThreadId, UnixMs } from '../../../app/domain/ids.ts';
import { coveringDecisions, type UserWords } from '../../../app/rules/covering-decisions.ts';
import { personKey } from '../../../app/rules/identity.ts';
import { nextMoment } from '../../db/actions.ts';
import { storedCards } from '../../db/card-lookup.ts';
import { mailsOnCard, repeatWord, wordsOnCard, type MailOnCard } from '../../db/carried-mail.ts';
import { insertDecision } from '../../db/decisions.ts';
import { groupBy } from '../../db/group-by.ts';
import type { ReadDb } from '../../db/sql.ts';
import { threadWords } from '../../db/thread-words.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { putInLine } from '../put-in-line.ts';
import { threadsOfWords } from '../undo-words.ts';

export interface CarriedPair {
  readonly cardId: CardId;
  readonly counterpartId: CardId;
}

/**
 * Says of the counterpart what the user said of the card, tombstones too, and attaches the mail that only rules put on the card. The
 * user's own word on mail and the counterpart stands; mail that waits for a yes of the user stays behind. In the running transaction;
 * the threads are put in line to be decided again.
 *
 * @returns how many mails the words are about
 */
export function writeCarriedCard(
  tx: Transaction,
  { cardId, counterpartId }: CarriedPair,
  action: () => ActionId,
  now: UnixMs,
): number {
  const { db } = tx;
  const repeated = wordsOnCard(db, cardId).filter((word) => repeatWord(db, word, counterpartId, action));
  const mails = mailsOnCard(db, cardId);
  const attached = mails.filter(({ isHeld }) => !isHeld).filter(isUnspoken(db, mails, counterpartId));
  const decidedAt = nextMoment(db, now);
  for (const { messageKey } of attached) {
    const word = { verdict: 'attach', reach: 'message', person: null, isSplit: false, isCarried: true } as const;
    insertDecision(db, { ...word, actionId: action(), messageKey, cardId: counterpartId, decidedAt });
  }
  const keys = repeated.map(({ messageKey }) => messageKey);
  const people = repeated.flatMap(({ person }) => (person === null ? [] : personKey(person)));
  const threadIds = new Set<ThreadId>([...threadsOfWords(tx, keys, people), ...mails.map(({ threadId }) => threadId)]);
  putInLine(tx, [...threadIds]);
  return new Set([...keys, ...attached.map(({ messageKey }) => messageKey)]).size;
}

/** Whether the user said nothing of a mail and the card yet, be it of the mail, its thread, or somebody on it. */
function isUnspoken(db: ReadDb, mails: readonly MailOnCard[], cardId: CardId): (mail: MailOnCard) => boolean {
  const cards = storedCards(db);
  const wordsOf = new Map<MailOnCard['mailId'], UserWords>();
  for (const threadId of groupBy(mails, (mail) => mail.threadId).keys()) {
    const words = threadWords(db, threadId);
    const covering = coveringDecisions(words.mails, words, cards);
    for (const mail of words.mails) wordsOf.set(mail.id, covering(mail));
  }
  return ({ mailId }) => wordsOf.get(mailId)?.has(cardId) !== true;
}
