import { setImmediate } from 'node:timers/promises';
import type { MailId } from '../../app/domain/ids.ts';
import type { PersonalSign } from '../../app/domain/personal.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { isRehearsed } from '../../app/rules/is-rehearsed.ts';
import { personalSignFinder } from '../../app/rules/personal-sign.ts';
import { isReleased, personalMailById, type SignFinder } from '../db/personal-mail.ts';
import { personalLists, wordEdits } from '../db/personal-words.ts';
import { accountsOfMail, setGate, setHold, unscreenedEntries, type UnscreenedEntry } from '../db/push-gate.ts';
import { rehearsalWords } from '../db/rehearsal.ts';
import type { ReadDb } from '../db/sql.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';

/** Entries looked at in one transaction: each may take the text of a mail out of the store. */
const BATCH_ENTRIES = 10;

/**
 * Looks at every mail that is newly owed to a CRM before anything of it is sent: does it look personal, and did the user see what the
 * first push would do (rules 8)? What must wait says for what. A push that was made is never called back by this.
 *
 * @param pause taken after each batch
 */
export async function screenOutbox(
  { store }: Deps,
  crm: CrmConnector,
  pause: () => Promise<unknown> = () => setImmediate(),
): Promise<void> {
  const finderFor = finders();
  while (unscreenedEntries(store.db, crm.id, 1).length > 0) {
    store.write((tx) => screenBatch(tx, crm, finderFor(tx.db)));
    await pause();
  }
}

/** Gives the finder for the words as they are now; made anew only when the user changed them since the last batch. */
function finders(): (db: ReadDb) => SignFinder {
  let last: { readonly edits: string; readonly find: SignFinder } | null = null;
  return (db) => {
    const edits = JSON.stringify(wordEdits(db));
    if (last?.edits !== edits) last = { edits, find: personalSignFinder(personalLists(db)) };
    return last.find;
  };
}

function screenBatch(tx: Transaction, crm: CrmConnector, find: SignFinder): void {
  const words = rehearsalWords(tx.db, crm.id);
  const rehearsal = { ...words, isLocal: crm.capabilities.isLocal };
  const signs = new Map<MailId, PersonalSign | null>();
  for (const entry of unscreenedEntries(tx.db, crm.id, BATCH_ENTRIES)) {
    const sign = signOf(tx, entry, find, signs);
    const isWaitingForGo = entry.mailId !== null && isRehearsed(accountsOfMail(tx.db, entry.mailId), rehearsal);
    setGate(tx.db, entry.outboxId, isWaitingForGo ? 'rehearsal' : sign === null ? 'open' : 'personal');
    if (sign !== null || isWaitingForGo) tx.changes.linkedCards.add(entry.cardId);
  }
}

/** What gives the mail away, once a mail; nothing when the user said yes to it. */
function signOf(
  tx: Transaction,
  { mailId, messageKey }: UnscreenedEntry,
  find: SignFinder,
  known: Map<MailId, PersonalSign | null>,
): PersonalSign | null {
  // The push itself says that the mail is gone.
  if (mailId === null) return null;
  const earlier = known.get(mailId);
  if (earlier !== undefined) return earlier;
  const found = find(personalMailById(tx.db, mailId));
  const sign = found !== null && isReleased(tx.db, mailId) ? null : found;
  setHold(tx.db, messageKey, sign);
  known.set(mailId, sign);
  return sign;
}
