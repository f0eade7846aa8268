import type { Input } from '../../app/contract/api.ts';
import type { RuleChange, RuleOutcome, RulePreview } from '../../app/contract/rules-views.ts';
import type { MailChange } from '../../app/domain/mail-change.ts';
import { MailpinError } from '../../app/errors.ts';
import { countChanges, needsConfirmation } from '../../app/rules/change-counts.ts';
import { setActionMailCount } from '../db/actions.ts';
import { purgingEntries } from '../db/blocklist.ts';
import { previewedMails } from '../db/previewed-mails.ts';
import type { Deps } from './deps.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { previewChange } from './preview-change.ts';
import { countPurgeable, purgeBlocked } from './purge-blocked.ts';
import { applyRule } from './rules/apply-rule.ts';
import { ownDomainMeant } from './rules/list-somebody.ts';

/** As many mails as a preview names. */
const MOST_NAMED = 20;

/** What a change of the rules would do (rules 8). Throws as applyRule. */
export async function previewRules(deps: Deps, change: RuleChange): Promise<RulePreview> {
  const now = deps.clock.now();
  const changes = await previewChange(deps, (tx) => applyRule(tx, change, now));
  const counts = countChanges(changes);
  const removedCount = isPurge(change) ? countRemoved(deps, change, changes) : 0;
  return {
    ...counts,
    removedCount,
    protectedCount: changes.filter(({ heldBy, heldBefore }) => heldBy === 'protected' && heldBefore !== heldBy).length,
    needsGo: needsConfirmation(counts) || removedCount > 0 || ownDomainOf(deps, change) !== null,
    mails: previewedMails(deps.store.db, changes.slice(0, MOST_NAMED)),
  };
}

/**
 * Changes the rules for mail that is here and mail to come. What touches many mails is refused until it is confirmed (rules 8).
 * So is what is about the user's own company.
 * Throws input.unconfirmed-change, input.own-domain, and as applyRule.
 */
export async function changeRules(
  deps: Deps,
  { change, isConfirmed = false }: Input<'rules.change'>,
): Promise<RuleOutcome> {
  if (!isConfirmed) {
    const { needsGo, mailCount, joiningCount, leavingCount, removedCount } = await previewRules(deps, change);
    const domain = ownDomainOf(deps, change);
    if (domain !== null)
      throw new MailpinError('input.own-domain', { domain, mails: Math.max(mailCount, removedCount) });
    const details = { mails: mailCount, joining: joiningCount, leaving: leavingCount, removed: removedCount };
    if (needsGo) throw new MailpinError('input.unconfirmed-change', details);
  }
  const actionId = deps.store.write((tx) => {
    tx.changes.events.push({ name: 'rules.changed', payload: {} });
    return applyRule(tx, change, deps.clock.now());
  });
  const relinkedCount = await matchStaleThreads(deps);
  if (actionId !== null) deps.store.write((tx) => setActionMailCount(tx.db, actionId, relinkedCount));
  return { actionId, relinkedCount, removedCount: await purgeBlocked(deps) };
}

function ownDomainOf({ store }: Deps, change: RuleChange): string | null {
  return change.kind === 'list' ? ownDomainMeant(store.db, change) : null;
}

type Purge = Extract<RuleChange, { kind: 'list' }>;

function isPurge(change: RuleChange): change is Purge {
  return change.kind === 'list' && change.mode === 'blocked' && change.past === 'remove';
}

/** Mails that would be held, and those that are held for the same people already; not those the user put on a card. */
function countRemoved({ store, clock }: Deps, change: Purge, changes: readonly MailChange[]): number {
  const held = changes.filter(({ heldBy, isOnCard }) => heldBy === 'blocked' && !isOnCard).length;
  const entry = store.rehearse((tx) => {
    applyRule(tx, change, clock.now());
    return purgingEntries(tx.db).at(-1);
  });
  return entry === undefined ? held : held + countPurgeable(store.db, entry);
}
