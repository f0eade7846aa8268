import type { Extent, ExtentChoice } from '../domain/extent.ts';
import type { Decision, FormerSplit } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import { branchCoverage } from './branch-coverage.ts';

/** Of choices of one moment, by chance from two computers, the one that lets less out counts. */
const WIDTH = { full: 0, 'headers-only': 1, none: 2 } as const satisfies Record<Extent, number>;

/**
 * The user's latest word on how much of each mail may leave (rules 7.6); null where they said nothing. On a thread it covers what a
 * decision covers.
 *
 * @param mails parents before children
 */
export function coveringExtent(
  mails: readonly MailFacts[],
  choices: readonly ExtentChoice[],
  splits: { readonly decisions: readonly Decision[]; readonly formerSplits: readonly FormerSplit[] },
): (mail: MailFacts) => ExtentChoice | null {
  if (choices.length === 0) return () => null;
  const coversInThread = branchCoverage(mails, splits.decisions, splits.formerSplits);
  const reaches = choices
    .toSorted((one, other) => one.decidedAt - other.decidedAt || WIDTH[one.extent] - WIDTH[other.extent])
    .map((choice) => ({ choice, covers: coversInThread(choice) }));
  return (mail) => reaches.findLast(({ covers }) => covers(mail))?.choice ?? null;
}
