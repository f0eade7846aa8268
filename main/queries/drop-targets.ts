import type { Input } from '../../app/contract/api.ts';
import type { DropTarget } from '../../app/contract/card-views.ts';
import type { Card } from '../../app/domain/card.ts';
import type { CardId, MailId, ThreadId } from '../../app/domain/ids.ts';
import type { RankReason } from '../../app/domain/link.ts';
import type { CardLookup } from '../../app/rules/card-lookup.ts';
import { rankDeals } from '../../app/rules/rank-deals.ts';
import { storedCards } from '../db/card-lookup.ts';
import { groupBy } from '../db/group-by.ts';
import { mailTextHead } from '../db/mails.ts';
import { all, get, sql, type ReadDb } from '../db/sql.ts';
import { cardSummaries } from './card-summaries.ts';
import { idList } from './compose-sql.ts';
import { keptOutOfMails, toKeptOut, type KeptOutInThread } from './kept-out.ts';
import { linksOfMails, linksOfThreads, type LiveLink } from './live-links.ts';
import { cardsNamed } from './list-cards.ts';

/** What is in the hand. */
interface Dragged {
  readonly links: readonly LiveLink[];
  readonly keptOut: readonly KeptOutInThread[];
  readonly linksOfThreads: readonly LiveLink[];
}
interface NewestRow {
  readonly mail_id: MailId;
  readonly subject: string;
}

/**
 * Cards worth dropping mails on, best first: open deals of the people on the mails by rank, those people and their companies, the
 * deals that are closed; then every other deal, the newest change first, and every other card by name. Words narrow the list by name.
 */
export function dropTargets(db: ReadDb, { mailIds, text = '', limit }: Input<'cards.targets'>): readonly DropTarget[] {
  const dragged = {
    links: linksOfMails(db, mailIds),
    keptOut: keptOutOfMails(db, mailIds),
    linksOfThreads: linksOfThreads(db, threadsOf(db, mailIds)),
  };
  const ranked = rankedTargets(db, mailIds, dragged);
  const named = new Set(cardsNamed(db, text));
  const bestFirst = new Set([...ranked.keys(), ...dealsByChange(db), ...named]);
  const shown = [...bestFirst].filter((cardId) => named.has(cardId)).slice(0, limit);
  return toTargets(db, shown, ranked, dragged, mailIds);
}

function toTargets(
  db: ReadDb,
  order: readonly CardId[],
  ranked: ReadonlyMap<CardId, readonly RankReason[]>,
  { links, keptOut }: Dragged,
  mailIds: readonly MailId[],
): readonly DropTarget[] {
  const linksOf = groupBy(links, (link) => link.card.id);
  const keptOutOf = groupBy(keptOut, (refusal) => refusal.card.id);
  return cardSummaries(db, order).map((card) => ({
    card,
    reasons: ranked.get(card.id) ?? [],
    isAttached: mailIds.length > 0 && linksOf.get(card.id)?.length === new Set(mailIds).size,
    keptOut: (keptOutOf.get(card.id) ?? []).map(toKeptOut),
  }));
}

/** Cards that have to do with the mails, in their order, deals with their reasons. */
function rankedTargets(
  db: ReadDb,
  mailIds: readonly MailId[],
  dragged: Dragged,
): ReadonlyMap<CardId, readonly RankReason[]> {
  const newest = newestOf(db, mailIds);
  if (newest === null) return new Map();
  const lookup = storedCards(db);
  const known = relatedCards(dragged, lookup);
  const people = known.filter((card) => card.kind === 'contact' || card.kind === 'lead');
  const companies = companiesOf(known, lookup);
  const deals = dealsOf([...people, ...companies], known, lookup);
  const mail = {
    subject: newest.subject,
    textHead: mailTextHead(db, newest.mail_id),
    peopleIds: people.map((card) => card.id),
    usedInThread: new Set(dragged.linksOfThreads.map((link) => link.card.id)),
  };
  const open = rankDeals(
    deals.filter((deal) => deal.status === 'open'),
    mail,
    lookup,
  );
  const closed = rankDeals(
    deals.filter((deal) => deal.status !== 'open'),
    mail,
    lookup,
  );
  return new Map<CardId, readonly RankReason[]>([
    ...open.map((deal) => [deal.card.id, deal.reasons] as const),
    ...[...people, ...companies].map((card) => [card.id, []] as const),
    ...closed.map((deal) => [deal.card.id, deal.reasons] as const),
  ]);
}

/** Cards that the mails or their threads are on, or are kept out of. */
function relatedCards({ links, keptOut, linksOfThreads: ofThreads }: Dragged, lookup: CardLookup): readonly Card[] {
  const ids = new Set([...links, ...ofThreads, ...keptOut].map(({ card }) => card.id));
  return [...ids].flatMap((id) => lookup.card(id) ?? []);
}

function companiesOf(cards: readonly Card[], lookup: CardLookup): readonly Card[] {
  const ids = cards.flatMap((card) => (card.kind === 'company' ? card.id : (card.companyId ?? [])));
  return [...new Set(ids)].flatMap((id) => lookup.card(id) ?? []);
}

function dealsOf(others: readonly Card[], known: readonly Card[], lookup: CardLookup): readonly Card[] {
  const ofOthers = lookup.dealsOf(others.map((card) => card.id));
  const deals = [...ofOthers, ...known.filter((card) => card.kind === 'deal')];
  return [...new Map(deals.map((deal) => [deal.id, deal])).values()];
}

/** Open deals first, then the newest change. */
function dealsByChange(db: ReadDb): readonly CardId[] {
  return all<{ readonly card_id: CardId }>(
    db,
    sql`
    SELECT card_id
      FROM card
     WHERE kind = 'deal' AND gone_at IS NULL
     ORDER BY status = 'open' DESC, updated_at DESC, card_id`,
  ).map((row) => row.card_id);
}

function threadsOf(db: ReadDb, mailIds: readonly MailId[]): readonly ThreadId[] {
  return all<{ readonly thread_id: ThreadId }>(
    db,
    sql`SELECT DISTINCT thread_id FROM mail WHERE mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))`,
  ).map((row) => row.thread_id);
}

/** The mail whose words say most about what it is about now. */
function newestOf(db: ReadDb, mailIds: readonly MailId[]): NewestRow | null {
  const row = get<NewestRow>(
    db,
    sql`
    SELECT mail_id, subject
      FROM mail
     WHERE mail_id IN (SELECT value FROM json_each(${idList(mailIds)}))
     ORDER BY sent_at DESC, mail_id DESC
     LIMIT 1`,
  );
  return row ?? null;
}
