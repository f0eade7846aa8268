import type { CardWhy } from '../../app/contract/why-views.ts';
import type { Card } from '../../app/domain/card.ts';
import type { CardId, MailId, OutboxId } from '../../app/domain/ids.ts';
import type { Evidence, Reach } from '../../app/domain/link.ts';
import type { ErrorCode } from '../../app/errors.ts';
import { MailpinError } from '../../app/errors.ts';
import { personKey } from '../../app/rules/identity.ts';
import { registrableDomain } from '../../app/rules/registrable-domain.ts';
import { explainCard, type CardWhyFacts, type MailGroup } from '../../app/rules/why-card.ts';
import { all, one, sql, type ReadDb } from '../db/sql.ts';
import { readWorld } from '../db/world.ts';
import { cardSummaries } from './card-summaries.ts';
import { subjectsOfMails } from './subjects.ts';
import { mailCountWith } from './why-address.ts';
import type { CountedMails } from './counted-mails.ts';
import { mailsPassingBy } from './why-away.ts';

/** Failed pushes named one by one; the list of what was sent has them all. */
const MAX_DEAD = 3;

/** Why mail is on a card, kept out of it, or passes it by. The id must be a card's. */
export function whyCard(db: ReadDb, cardId: CardId): CardWhy {
  const [summary] = cardSummaries(db, [cardId]);
  const world = readWorld(db);
  const card = world.cards.card(cardId);
  if (card === null || summary === undefined) throw new MailpinError('input.unknown-card', { card: cardId });
  const named = new Map<MailId, string>();
  const { away, threads } = mailsPassingBy(db, card, world);
  const here = groupsHere(db, cardId);
  const keptOut = groupsKeptOut(db, cardId);
  for (const [mailId, subject] of subjectsOfMails(
    db,
    [...here, ...keptOut, ...away].map(({ mailId }) => mailId),
  ))
    named.set(mailId, subject);
  const lines = explainCard({
    card,
    world,
    addresses: card.addresses.map(({ address }) => ({
      address,
      mailCount: mailCountWith(db, personKey(address)),
      sharedWith: othersWith(db, card, personKey(address)),
    })),
    domains: card.domains.map((domain) => ({ domain, mailCount: mailCountOfDomain(db, domain) })),
    here: here.map((group) => toGroup(group, named)),
    keptOut: keptOut.map((group) => toGroup(group, named)),
    away: away.map((group) => toGroup(group, named)),
    threads,
    push: pushesOf(db, cardId),
  });
  return { kind: 'card', card: summary, lines };
}

function toGroup<Reason>(
  { reason, count, mailId }: CountedMails<Reason>,
  subjects: ReadonlyMap<MailId, string>,
): MailGroup<Reason> {
  return { reason, count, newest: { mailId, subject: subjects.get(mailId) ?? '' } };
}

/** By what the rules saw; which mail was answered and when the user spoke tell nothing of a card. */
function groupsHere(db: ReadDb, cardId: CardId): readonly CountedMails<Evidence>[] {
  return all<{ evidence: string; count: number; mail_id: MailId }>(
    db,
    sql`
    SELECT evidence, count(*) AS count, mail_id, max(sent_at)
      FROM link JOIN mail USING (mail_id)
     WHERE link.card_id = ${cardId}
     GROUP BY json_remove(evidence, '$.parentId', '$.decidedAt', '$.isPrimary')
     ORDER BY count DESC, evidence`,
  ).map((row) => ({ reason: JSON.parse(row.evidence) as Evidence, count: row.count, mailId: row.mail_id }));
}

function groupsKeptOut(db: ReadDb, cardId: CardId): readonly CountedMails<CardWhyFacts['keptOut'][number]['reason']>[] {
  return all<{ reach: Reach; person: string | null; count: number; mail_id: MailId }>(
    db,
    sql`
    SELECT decision.reach, decision.person, count(*) AS count, kept_out.mail_id, max(sent_at)
      FROM kept_out JOIN decision USING (decision_id) JOIN mail USING (mail_id)
     WHERE kept_out.card_id = ${cardId}
     GROUP BY decision.reach, decision.person
     ORDER BY count DESC, decision.reach`,
  ).map((row) => ({ reason: { reach: row.reach, person: row.person ?? '' }, count: row.count, mailId: row.mail_id }));
}

/** Other standing cards of the person. */
function othersWith(db: ReadDb, card: Card, person: string): readonly CardId[] {
  return all<{ card_id: CardId }>(
    db,
    sql`
    SELECT DISTINCT card_id
      FROM card_address_key JOIN card USING (card_id)
     WHERE address_key = ${person} AND card_id <> ${card.id} AND kind <> 'deal' AND gone_at IS NULL
     ORDER BY card_id`,
  ).map((row) => row.card_id);
}

function mailCountOfDomain(db: ReadDb, domain: string): number {
  return one<{ count: number }>(
    db,
    sql`
    SELECT count(DISTINCT mail_id) AS count
      FROM known_address JOIN participant USING (address)
     WHERE registrable_domain = ${registrableDomain(domain)}
       AND (known_address.address LIKE ${`%@${domain}`} OR known_address.address LIKE ${`%.${domain}`})`,
  ).count;
}

/** What is settled has an index of its own; what is not belongs to a link that stands. */
function pushesOf(db: ReadDb, cardId: CardId): CardWhyFacts['push'] {
  const rows = all<{ outbox_id: OutboxId; state: string; because: ErrorCode | null }>(
    db,
    sql`
    SELECT outbox_id, state, because
      FROM outbox
     WHERE card_id = ${cardId} AND intent = 'attach' AND state IN ('done', 'dead')
     UNION ALL
    SELECT outbox_id, state, because
      FROM link JOIN mail USING (mail_id) JOIN outbox USING (message_key, card_id)
     WHERE link.card_id = ${cardId} AND intent = 'attach' AND state NOT IN ('done', 'dead')
     ORDER BY outbox_id DESC`,
  );
  return {
    arrived: rows.filter(({ state }) => state === 'done').length,
    waiting: rows.filter(({ state }) => state !== 'done' && state !== 'dead').length,
    dead: rows
      .flatMap(({ outbox_id: outboxId, because }) => (because === null ? [] : { outboxId, because }))
      .slice(0, MAX_DEAD),
  };
}
