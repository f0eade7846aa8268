import type { Input } from '../../app/contract/api.ts';
import type { DetachPreview } from '../../app/contract/decision-views.ts';
import type { DecisionOutcome } from '../../app/contract/action-views.ts';
import { resolveCardId } from '../db/resolve-card.ts';
import type { ReadDb } from '../db/sql.ts';
import { markStale } from '../db/stale-threads.ts';
import { followAnswers } from './follow-answers.ts';
import { decideByUser, mailsMeant, personMeant, writeWords, type UserWord } from './decide-by-user.ts';
import type { Deps } from './deps.ts';
import { previewChange } from './preview-change.ts';

/**
 * Takes mails off a card and keeps them off: a tombstone with the reach the user chose (rules 6.2).
 * Throws input.unknown-mail, input.unknown-card, input.ambiguous, input.person-unclear.
 */
export function detachMails({ store, clock }: Deps, order: Input<'links.detach'>): DecisionOutcome {
  return store.write((tx) => {
    const { mails, decisions } = wordsMeant(tx.db, order);
    const now = clock.now();
    const outcome = decideByUser(tx, { verdict: 'detach', reach: order.reach, mails, decisions, now });
    return followAnswers(tx, outcome, now);
  });
}

/** How many mails a detach would take off its card, without doing it. Throws as detachMails. */
export async function previewDetach(deps: Deps, order: Input<'links.detach'>): Promise<DetachPreview> {
  const { store, clock } = deps;
  const cardId = resolveCardId(store.db, order.cardId);
  const changes = await previewChange(deps, (tx) => {
    const { mails, decisions } = wordsMeant(tx.db, order);
    for (const threadId of writeWords(tx, { verdict: 'detach', reach: order.reach, mails, decisions, now: clock.now() })
      .threadIds)
      markStale(tx.db, threadId);
  });
  return { mailCount: changes.filter(({ leaves }) => leaves.includes(cardId)).length };
}

function wordsMeant(db: ReadDb, order: Input<'links.detach'>): Pick<UserWord, 'mails' | 'decisions'> {
  const cardId = resolveCardId(db, order.cardId);
  const mails = mailsMeant(db, order.mails);
  const decisions = mails.map((mail) => ({
    verdict: 'detach' as const,
    reach: order.reach,
    messageKey: mail.key,
    person: order.reach === 'person' ? personMeant(db, mail, order.person) : null,
    cardId,
    isSplit: false,
  }));
  return { mails, decisions };
}
