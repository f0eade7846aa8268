import type { Input } from '../../app/contract/api.ts';
import type { DecisionOutcome } from '../../app/contract/action-views.ts';
import type { CardId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { cardById } from '../db/cards.ts';
import { resolveCardId } from '../db/resolve-card.ts';
import type { ReadDb } from '../db/sql.ts';
import { followAnswers } from './follow-answers.ts';
import { decideByUser, mailsMeant, personMeant, type NewDecision } from './decide-by-user.ts';
import type { Deps } from './deps.ts';

/**
 * Attaches mails to a card because the user said so (rules 5.1, 6). With `from`, the thread is split at each mail: it and the replies
 * to it leave that card in the same action.
 * Throws input.unknown-mail, input.unknown-card, input.ambiguous, input.person-unclear, crm.card-gone.
 */
export function attachMails({ store, clock }: Deps, order: Input<'links.attach'>): DecisionOutcome {
  return store.write((tx) => {
    const cardId = standingCard(tx.db, order.cardId);
    const fromId = order.from === undefined ? null : resolveCardId(tx.db, order.from);
    const mails = mailsMeant(tx.db, order.mails);
    const isSplit = fromId !== null && order.reach === 'message';
    const decisions = mails.flatMap((mail): readonly NewDecision[] => {
      const word = {
        reach: isSplit ? 'thread' : order.reach,
        messageKey: mail.key,
        person: order.reach === 'person' ? personMeant(tx.db, mail, order.person) : null,
        isSplit,
      } as const;
      const attach: NewDecision = { ...word, verdict: 'attach', cardId };
      return fromId === null || fromId === cardId ? [attach] : [{ ...word, verdict: 'detach', cardId: fromId }, attach];
    });
    const now = clock.now();
    const outcome = decideByUser(tx, { verdict: 'attach', reach: order.reach, mails, decisions, now });
    return followAnswers(tx, outcome, now);
  });
}

/** Mail cannot be put on a card that is gone; the user would never see it there. */
function standingCard(db: ReadDb, written: string): CardId {
  const cardId = resolveCardId(db, written);
  const card = cardById(db, cardId);
  if (card === null || card.goneAt !== null) throw new MailpinError('crm.card-gone', { card: card?.name ?? written });
  return cardId;
}
