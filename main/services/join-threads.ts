import type { Input } from '../../app/contract/api.ts';
import type { MessageKey, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { MailFacts } from '../../app/domain/mail.ts';
import { MailpinError } from '../../app/errors.ts';
import { mailFactsById } from '../db/mail-facts.ts';
import { readIdentity } from '../db/own-addresses.ts';
import { mailIdByKey } from '../db/mails.ts';
import { resolveMail } from '../db/resolve-mail.ts';
import type { ReadDb } from '../db/sql.ts';
import { markStale } from '../db/stale-threads.ts';
import { mailIdsOfThread, partJoin, putJoin } from '../db/thread-joins.ts';
import { threadOf } from '../db/threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';
import { matchThreads } from './match-threads.ts';
import { rethread } from './rethread.ts';
import { sayRule } from './rules/say-rule.ts';

/**
 * Takes a mail as an answer to another because the user said so: their threads become one, also after a re-sync.
 * Throws input.unknown-mail, input.ambiguous, input.same-mail.
 */
export function joinThreads({ store, clock }: Deps, { mail, answers }: Input<'threads.join'>): ThreadId {
  return store.write((tx) => {
    const own = mailMeant(tx.db, mail);
    const above = mailMeant(tx.db, answers);
    if (own.key === above.key) throw new MailpinError('input.same-mail');
    const now = clock.now();
    sayRule(tx, { topic: 'join', subject: own.key, value: above.key }, own.subject, now);
    putJoin(tx.db, { key: own.key, answersKey: above.key }, now);
    return threadAgain(tx, own, now);
  });
}

/** Takes a join back: the mail and what follows it are a thread of their own again. Throws input.unknown-mail, input.not-joined. */
export function partThreads({ store, clock }: Deps, { mail }: Input<'threads.part'>): ThreadId {
  return store.write((tx) => {
    const own = mailMeant(tx.db, mail);
    const now = clock.now();
    if (!partJoin(tx.db, own.key, now)) throw new MailpinError('input.not-joined', { mail: own.id });
    sayRule(tx, { topic: 'join', subject: own.key, value: null }, own.subject, now);
    return threadAgain(tx, own, now);
  });
}

/** Joins or parts as another computer did; mail that has not come joins when it comes. */
export function putJoined(tx: Transaction, key: MessageKey, answersKey: MessageKey | null, at: UnixMs): void {
  const own = mailIdByKey(tx.db, key);
  const threadId = own === null ? null : threadOf(tx.db, own);
  const before = threadId === null ? [] : mailIdsOfThread(tx.db, threadId);
  if (answersKey === null || answersKey === key) partJoin(tx.db, key, at);
  else putJoin(tx.db, { key, answersKey }, at);
  const { mine } = readIdentity(tx.db);
  for (const changed of rethread(tx, before, mine)) markStale(tx.db, changed);
}

/**
 * Everybody who is in the thread of a mail is sorted anew: it may be a join that was taken back or replaced that holds them together.
 *
 * @returns the thread the mail is in now
 */
function threadAgain(tx: Transaction, { id, threadId: before }: MailFacts, now: UnixMs): ThreadId {
  const { mine } = readIdentity(tx.db);
  matchThreads(tx, rethread(tx, mailIdsOfThread(tx.db, before), mine), now);
  const threadId = threadOf(tx.db, id);
  if (threadId === null) throw new MailpinError('internal', { reason: 'row expected' });
  return threadId;
}

function mailMeant(db: ReadDb, name: Input<'threads.part'>['mail']): MailFacts {
  const mailId = resolveMail(db, name);
  const mail = mailFactsById(db, mailId);
  if (mail === null) throw new MailpinError('input.unknown-mail', { mail: mailId });
  return mail;
}
