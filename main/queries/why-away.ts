import type { Card } from '../../app/domain/card.ts';
import type { CardId, MailId, ThreadId } from '../../app/domain/ids.ts';
import type { MailFacts } from '../../app/domain/mail.ts';
import { currentCardId } from '../../app/rules/converted-lead.ts';
import type { CardLookup } from '../../app/rules/card-lookup.ts';
import { addressesOf } from '../../app/rules/addresses-of.ts';
import { isFreeMail } from '../../app/rules/free-mail.ts';
import { personKey } from '../../app/rules/identity.ts';
import { isWithin, registrableDomain } from '../../app/rules/registrable-domain.ts';
import type { MailVerdict } from '../../app/rules/verdict.ts';
import type { AwayReason } from '../../app/rules/why-card.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { threadFacts } from '../db/thread-facts.ts';
import type { StoredWorld } from '../db/world.ts';
import { idList } from './compose-sql.ts';
import type { CountedMails } from './counted-mails.ts';

/** Threads decided again for one answer; more would take longer than a person waits. */
const MAX_THREADS = 40;

interface PassingBy {
  readonly away: readonly CountedMails<AwayReason>[];
  readonly threads: { readonly looked: number; readonly total: number };
}

/**
 * Mails with the people of a card, or of its domains, that are not on it, counted by what the rules say of them: the newest
 * threads are decided once more.
 */
export function mailsPassingBy(db: ReadDb, card: Card, world: StoredWorld): PassingBy {
  const near = nearCards(card, world.cards);
  const people = new Set(near.flatMap(({ addresses }) => addresses.map(({ address }) => personKey(address))));
  const domains = new Set(
    near.flatMap((one) => one.domains.filter((domain) => !isFreeMail(domain, world.policy.freeMail))),
  );
  const threadIds = threadsNear(db, card.id, people, domains);
  const isNear = (mail: MailFacts) =>
    addressesOf(mail).some(
      (address) => people.has(personKey(address)) || isWithin(address.slice(address.lastIndexOf('@') + 1), domains),
    );
  const counted = new Map<AwayReason, { count: number; mail: MailFacts }>();
  for (const threadId of threadIds.slice(0, MAX_THREADS)) {
    const thread = threadFacts(db, threadId);
    const mails = new Map(thread.mails.map((mail) => [mail.id, mail]));
    for (const verdict of world.decider.explain(thread)) {
      const mail = mails.get(verdict.mailId);
      const reason = mail !== undefined && isNear(mail) ? awayReason(verdict, card.id) : null;
      if (reason === null || mail === undefined) continue;
      const known = counted.get(reason);
      counted.set(reason, {
        count: (known?.count ?? 0) + 1,
        mail: known !== undefined && known.mail.sentAt > mail.sentAt ? known.mail : mail,
      });
    }
  }
  return {
    away: [...counted].map(([reason, { count, mail }]) => ({ reason, count, mailId: mail.id })),
    threads: { looked: Math.min(threadIds.length, MAX_THREADS), total: threadIds.length },
  };
}

/** Why the verdict does not put the mail on the card; null when it does, when the user's word keeps it out, or no rule saw the card. */
function awayReason({ links, keptOut, question, heldBy, passedOver }: MailVerdict, cardId: CardId): AwayReason | null {
  if ([...links, ...keptOut].some((one) => one.cardId === cardId)) return null;
  if (question?.some(({ card }) => card.id === cardId) === true) return 'question';
  return passedOver.find((one) => one.cardId === cardId)?.because ?? heldBy;
}

/** Cards through whose people mail comes to a card: a deal's people and company, a company's own; others themselves. */
function nearCards(card: Card, cards: CardLookup): readonly Card[] {
  if (card.kind !== 'deal') return [card];
  const people = card.peopleIds.flatMap((id) => [id, currentCardId(id, cards)]);
  const ids = new Set([...people, ...(card.companyId === null ? [] : [card.companyId])]);
  return [...ids].flatMap((id) => cards.card(id) ?? []);
}

/** Newest first. */
function threadsNear(
  db: ReadDb,
  cardId: CardId,
  people: ReadonlySet<string>,
  domains: ReadonlySet<string>,
): readonly ThreadId[] {
  const mailIds = all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT mail_id
      FROM known_address JOIN participant USING (address)
     WHERE person_key IN (SELECT value FROM json_each(${idList(people)}))
     UNION
    SELECT mail_id
      FROM known_address JOIN participant USING (address)
     WHERE registrable_domain IN (SELECT value FROM json_each(${idList([...domains].map(registrableDomain))}))`,
  ).map((row) => row.mail_id);
  return all<{ thread_id: ThreadId }>(
    db,
    sql`
    SELECT DISTINCT thread_id
      FROM json_each(${idList(mailIds)}) AS near JOIN mail ON mail.mail_id = near.value JOIN thread USING (thread_id)
     WHERE NOT EXISTS (SELECT 1 FROM link WHERE link.mail_id = mail.mail_id AND link.card_id = ${cardId})
     ORDER BY last_at DESC, thread_id DESC`,
  ).map((row) => row.thread_id);
}
