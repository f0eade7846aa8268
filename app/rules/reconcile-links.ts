import type { CardId } from '../domain/ids.ts';
import type { Evidence, Link, LinkOrigin } from '../domain/link.ts';
import type { DesiredLink } from './verdict.ts';

/** What makes the links of a mail what they should be. Only `create` and `withdraw` concern the CRM. */
export type LinkOperation =
  | { readonly kind: 'create'; readonly cardId: CardId; readonly origin: LinkOrigin; readonly evidence: Evidence }
  | { readonly kind: 'withdraw'; readonly cardId: CardId }
  | { readonly kind: 'restate'; readonly cardId: CardId; readonly origin: LinkOrigin; readonly evidence: Evidence };

/** A link as it stands. */
export interface StandingLink extends Pick<Link, 'cardId' | 'origin' | 'evidence'> {
  /** The evidence as JSON, where it is kept so: mostly that it is the same can be told without reading it. */
  readonly writtenEvidence?: string;
}

/**
 * Desired links against existing ones of one mail (rules 6.4). Withdrawals come first, in the order of the existing
 * links. Links of the user go the same way: their truth is the decision they are derived from, and `desired` no longer
 * has them once it is undone.
 */
export function reconcileLinks(
  desired: readonly DesiredLink[],
  existing: readonly StandingLink[],
): readonly LinkOperation[] {
  if (existing.length === 0) return desired.map((link): LinkOperation => ({ kind: 'create', ...link }));
  const standing = new Map(existing.map((link) => [link.cardId, link]));
  const others: LinkOperation[] = [];
  let keptCount = 0;
  for (const { cardId, origin, evidence } of desired) {
    const link = standing.get(cardId);
    if (link !== undefined) keptCount += 1;
    if (link === undefined) others.push({ kind: 'create', cardId, origin, evidence });
    else if (link.origin !== origin || !hasEvidence(link, evidence)) {
      others.push({ kind: 'restate', cardId, origin, evidence });
    }
  }
  return keptCount === existing.length ? others : [...withdrawals(desired, existing), ...others];
}

function withdrawals(desired: readonly DesiredLink[], existing: readonly StandingLink[]): readonly LinkOperation[] {
  const wanted = new Set(desired.map(({ cardId }) => cardId));
  return existing.flatMap(({ cardId }) => (wanted.has(cardId) ? [] : { kind: 'withdraw', cardId }));
}

function hasEvidence(link: StandingLink, evidence: Evidence): boolean {
  return link.writtenEvidence === JSON.stringify(evidence) || isSameEvidence(link.evidence, evidence);
}

/** Evidence is a flat object of plain values; the order of its fields says nothing. */
function isSameEvidence(one: Evidence, other: Evidence): boolean {
  if (one.rule !== other.rule) return false;
  const fields: Readonly<Record<string, unknown>> = { ...other };
  const entries = Object.entries(one);
  return entries.length === Object.keys(fields).length && entries.every(([name, value]) => fields[name] === value);
}
