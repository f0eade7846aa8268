import type { Input } from '../../app/contract/api.ts';
import type { DecisionOutcome } from '../../app/contract/action-views.ts';
import { MailpinError } from '../../app/errors.ts';
import { wanted } from '../../app/machines/outbox-entry.ts';
import { insertAction, nextMoment, setActionMailCount } from '../db/actions.ts';
import { insertDecision } from '../db/decisions.ts';
import { placeOfLine } from '../db/ledger.ts';
import { mailIdByKey } from '../db/mails.ts';
import { findEntry, putEntry, type StoredEntry } from '../db/outbox.ts';
import type { Deps } from './deps.ts';
import { detachMails } from './detach-mails.ts';

/**
 * Takes back what a line of the ledger put on a card (rules 7.7): the mail is detached, alone, and stays off.
 * Throws input.unknown-ledger-line, and input.unknown-card when the card is not known any more.
 */
export function takeBack(deps: Deps, { ledgerId }: Input<'ledger.take-back'>): DecisionOutcome {
  const { db } = deps.store;
  const place = placeOfLine(db, ledgerId);
  if (place === null) throw new MailpinError('input.unknown-ledger-line', { line: ledgerId });
  const mailId = mailIdByKey(db, place.messageKey);
  if (mailId !== null) return detachMails(deps, { mails: [{ mailId }], cardId: place.cardId, reach: 'message' });
  const entry = findEntry(db, place.messageKey, place.cardId);
  // What went before the entry was forgotten is not known to stand anywhere.
  if (entry === null) throw new MailpinError('mail.gone');
  return takeBackUnseen(deps, entry);
}

/** The mirror no longer has the mail: the user's word is kept for when it comes back, and the CRM is told. */
function takeBackUnseen({ store, clock }: Deps, entry: StoredEntry): DecisionOutcome {
  return store.write((tx) => {
    const now = clock.now();
    const said = { verdict: 'detach', reach: 'message' } as const;
    const actionId = insertAction(tx.db, { kind: 'links', ...said, subject: '', actedAt: now });
    const decidedAt = nextMoment(tx.db, now);
    const { messageKey, cardId } = entry;
    insertDecision(tx.db, { ...said, actionId, messageKey, cardId, person: null, isSplit: false, decidedAt });
    setActionMailCount(tx.db, actionId, 1);
    putEntry(tx.db, { ...entry, createdAt: now }, wanted(entry, 'detach'));
    tx.changes.isOutboxChanged = true;
    return { actionId, mailIds: [], threadIds: [] };
  });
}
