/** What attach and detach share: whom and what the user means, and writing their word down. */
import type { MailName } from '../../app/contract/mail-name.ts';
import type { DecisionOutcome } from '../../app/contract/action-views.ts';
import { canonicalAddress } from '../../app/domain/address.ts';
import type { ActionId, CanonicalAddress, MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import type { Decision, Reach, Verdict } from '../../app/domain/link.ts';
import type { MailFacts } from '../../app/domain/mail.ts';
import { MailpinError, type ErrorDetails } from '../../app/errors.ts';
import { addressesOf } from '../../app/rules/addresses-of.ts';
import { personKey, relationOf } from '../../app/rules/identity.ts';
import { insertAction, nextMoment, setActionMailCount } from '../db/actions.ts';
import { insertDecision } from '../db/decisions.ts';
import { mailFactsById } from '../db/mail-facts.ts';
import { readIdentity } from '../db/own-addresses.ts';
import { resolveMail } from '../db/resolve-mail.ts';
import type { ReadDb } from '../db/sql.ts';
import { threadsWithPerson } from '../db/threads.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import { matchThreads } from './match-threads.ts';
import { unscreenThreads } from './unscreen.ts';

const MOST_NAMED = 10;

export type NewDecision = Omit<Decision, 'id' | 'actionId' | 'decidedAt'>;

/** The mails named, each once. Throws input.unknown-mail, input.ambiguous. */
export function mailsMeant(db: ReadDb, names: readonly MailName[]): readonly MailFacts[] {
  const mailIds = new Set(names.map((name) => resolveMail(db, name)));
  return [...mailIds].flatMap((mailId) => mailFactsById(db, mailId) ?? []);
}

/**
 * Whose mail is meant: the person named, if they take part; else the only outsider.
 * Throws input.person-unclear when that is nobody, or could be several.
 */
export function personMeant(db: ReadDb, mail: MailFacts, named: string | undefined): CanonicalAddress {
  const identity = readIdentity(db);
  const outsiders = addressesOf(mail).filter((address) => relationOf(address, identity) === 'outsider');
  const wanted = named === undefined ? null : canonicalAddress(named);
  const meant =
    named === undefined
      ? outsiders
      : addressesOf(mail).filter((address) => wanted !== null && personKey(address) === personKey(wanted));
  const [person, another] = meant;
  const isOnePerson = person !== undefined && (another === undefined || personKey(another) === personKey(person));
  if (!isOnePerson) throw new MailpinError('input.person-unclear', peopleNamed(outsiders));
  return person;
}

/** Those who could be meant, for the words of the error; a mail to thousands names the first. */
function peopleNamed(addresses: readonly CanonicalAddress[]): ErrorDetails {
  if (addresses.length === 0) return {};
  const named = addresses.slice(0, MOST_NAMED).join(', ');
  return { people: addresses.length > MOST_NAMED ? `${named} \u2026` : named };
}

export interface UserWord {
  readonly verdict: Verdict;
  readonly reach: Reach;
  readonly mails: readonly MailFacts[];
  readonly decisions: readonly NewDecision[];
  readonly now: UnixMs;
}

/** Writes an action with its decisions and decides every thread they reach, all in the running transaction. */
export function decideByUser(tx: Transaction, word: UserWord): DecisionOutcome {
  const { actionId, threadIds } = writeWords(tx, word);
  const mailIds = rematchThreads(tx, threadIds, word.now);
  setActionMailCount(tx.db, actionId, new Set([...word.mails.map(({ id }) => id), ...mailIds]).size);
  return { actionId, mailIds, threadIds: [...threadIds] };
}

/** Writes an action with its decisions. @returns the threads they reach, which are not decided yet */
export function writeWords(
  tx: Transaction,
  { verdict, reach, mails, decisions, now }: UserWord,
): { readonly actionId: ActionId; readonly threadIds: ReadonlySet<ThreadId> } {
  const subject = mails[0]?.subject ?? '';
  const actionId = insertAction(tx.db, { kind: 'links', verdict, reach, subject, actedAt: now });
  const decidedAt = nextMoment(tx.db, now);
  for (const decision of decisions) insertDecision(tx.db, { ...decision, actionId, decidedAt });
  const threadIds = new Set<ThreadId>(mails.map(({ threadId }) => threadId));
  for (const { person } of decisions) {
    if (person === null) continue;
    for (const threadId of threadsWithPerson(tx.db, personKey(person))) threadIds.add(threadId);
  }
  return { actionId, threadIds };
}

/**
 * Decides threads anew after the user's word, and lets what waits for a word of theirs be looked at again.
 * @returns mails that came on a card or left one
 */
export function rematchThreads(tx: Transaction, threadIds: ReadonlySet<ThreadId>, now: UnixMs): readonly MailId[] {
  const relinked = matchThreads(tx, threadIds, now);
  unscreenThreads(tx, threadIds);
  return relinked;
}
