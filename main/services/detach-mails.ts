import type { Input } from '../../app/contract/api.ts';
import type { DecisionOutcome } from '../../app/contract/views.ts';
import { resolveCardId } from '../db/resolve-card.ts';
import { carryOver } from './carry-over.ts';
import { decideByUser, mailsMeant, personMeant } from './decide-by-user.ts';
import type { Deps } from './deps.ts';

/**
 * Takes mails off a card and keeps them off: a tombstone with the reach the user chose (rules 6.2).
 * Throws input.unknown-mail, input.unknown-card, input.ambiguous, input.person-unclear.
 */
export function detachMails({ store, clock }: Deps, order: Input<'links.detach'>): DecisionOutcome {
  return store.write((tx) => {
    const cardId = resolveCardId(tx.db, order.cardId);
    const mails = mailsMeant(tx.db, order.mails);
    const decisions = mails.map((mail) => ({
      verdict: 'detach' as const,
      reach: order.reach,
      messageKey: mail.key,
      person: order.reach === 'person' ? personMeant(tx.db, mail, order.person) : null,
      cardId,
      isSplit: false,
    }));
    const now = clock.now();
    const outcome = decideByUser(tx, { verdict: 'detach', reach: order.reach, mails, decisions, now });
    return carryOver(tx, outcome, now);
  });
}
