import type { Card } from '../domain/card.ts';
import type { CardId } from '../domain/ids.ts';
import type { RankedDeal, RankReason } from '../domain/link.ts';
import type { CardLookup } from './card-lookup.ts';
import { currentCardId } from './converted-lead.ts';
import { dealWordsIn, type FoundWord } from './deal-words.ts';

/** What is known of the mail the deals are ranked for. */
export interface RankingMail {
  readonly subject: string;
  readonly textHead: string;
  /** Leads and contacts on the mail. */
  readonly peopleIds: readonly CardId[];
  /** Cards that other mail of its thread is on. */
  readonly usedInThread: ReadonlySet<CardId>;
}

/**
 * What each reason is worth. An offer number beats a colleague in copy; stage and recency only decide between equals.
 */
const SCORES = { usedInThread: 30, number: 25, person: 10, word: 8, lateStage: 3, recent: 2 } as const;
/** From this part of the pipeline on a stage counts as late. */
const LATE_PROGRESS = 0.5;

/**
 * Puts deals in the order in which a mail is probably about them, each with its reasons (rules 5.5). Deals with equal
 * scores stand by name, then id, so the order never depends on that of the input.
 */
export function rankDeals(deals: readonly Card[], mail: RankingMail, cards: CardLookup): readonly RankedDeal[] {
  const names = deals.map(({ name }) => name);
  const found = dealWordsIn(`${mail.subject}\n${mail.textHead}`, names);
  const peopleIds = new Set(mail.peopleIds);
  const newestAt = Math.max(...deals.map(({ updatedAt }) => updatedAt));
  const isNewestAlone = deals.filter(({ updatedAt }) => updatedAt === newestAt).length === 1;
  const ranked = deals.map((deal, index): RankedDeal => {
    const scored = [
      ...usedInThread(deal, mail),
      ...words(found[index] ?? []),
      ...people(deal, peopleIds, cards),
      ...lateStage(deal, cards),
      ...recent(deal, deals.length > 1 && isNewestAlone && deal.updatedAt === newestAt),
    ];
    const { id, kind, name } = deal;
    const score = scored.reduce((sum, { worth }) => sum + worth, 0);
    return { card: { id, kind, name }, score, reasons: scored.map(({ reason }) => reason) };
  });
  return ranked.toSorted((one, other) => other.score - one.score || byName(one.card, other.card));
}

interface ScoredReason {
  readonly worth: number;
  readonly reason: RankReason;
}

function usedInThread(deal: Card, mail: RankingMail): readonly ScoredReason[] {
  return mail.usedInThread.has(deal.id) ? [{ worth: SCORES.usedInThread, reason: { kind: 'used-in-thread' } }] : [];
}

function words(found: readonly FoundWord[]): readonly ScoredReason[] {
  if (found.length === 0) return [];
  const worth = found.reduce((sum, { isNumber }) => sum + (isNumber ? SCORES.number : SCORES.word), 0);
  return [{ worth, reason: { kind: 'words-in-text', words: found.map(({ word }) => word) } }];
}

function people(deal: Card, peopleIds: ReadonlySet<CardId>, cards: CardLookup): readonly ScoredReason[] {
  const onDeal = new Set(deal.peopleIds.map((id) => currentCardId(id, cards)));
  const shared = [...onDeal].filter((id) => peopleIds.has(id));
  if (shared.length === 0) return [];
  const names = shared.flatMap((id) => cards.card(id)?.name ?? []);
  return [{ worth: SCORES.person * shared.length, reason: { kind: 'people-on-deal', names } }];
}

function lateStage(deal: Card, cards: CardLookup): readonly ScoredReason[] {
  const stage = deal.status === 'open' ? cards.stageOf(deal) : null;
  if (stage === null || stage.progress < LATE_PROGRESS) return [];
  return [{ worth: SCORES.lateStage * stage.progress, reason: { kind: 'late-stage', stage: stage.name } }];
}

function recent(deal: Card, isNewest: boolean): readonly ScoredReason[] {
  return isNewest ? [{ worth: SCORES.recent, reason: { kind: 'recent', updatedAt: deal.updatedAt } }] : [];
}

function byName(one: { name: string; id: string }, other: { name: string; id: string }): number {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
