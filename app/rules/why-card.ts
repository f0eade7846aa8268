import type { Card } from '../domain/card.ts';
import type { CanonicalAddress, CardId, MailId, OutboxId } from '../domain/ids.ts';
import type { Evidence, Filter, Reach } from '../domain/link.ts';
import type { ErrorCode } from '../errors.ts';
import type { WhyFix, WhyLine } from '../domain/why.ts';
import { currentCardId } from './converted-lead.ts';
import { isDesk } from './desk.ts';
import { isFreeMail } from './free-mail.ts';
import { relationOf } from './identity.ts';
import { isWithin } from './registrable-domain.ts';
import type { PassedOver, World } from './verdict.ts';
import { blockLines } from './why-block.ts';
import { evidenceKey, evidenceValues, someOf, whyLine, type NameOf } from './why-line.ts';

/** Mails that have a reason in common. */
export interface MailGroup<Reason> {
  readonly reason: Reason;
  readonly count: number;
  readonly newest: { readonly mailId: MailId; readonly subject: string };
}
/** Why a mail with a card's people is not on it: what the rules said of the card, or the filter that held the mail. */
export type AwayReason = PassedOver['because'] | Filter | 'question';

/** What is known of a card and its mail; verdicts come from `decideThread`. */
export interface CardWhyFacts {
  readonly card: Card;
  readonly world: World;
  readonly addresses: readonly {
    readonly address: CanonicalAddress;
    readonly mailCount: number;
    readonly sharedWith: readonly CardId[];
  }[];
  readonly domains: readonly { readonly domain: string; readonly mailCount: number }[];
  readonly here: readonly MailGroup<Evidence>[];
  readonly keptOut: readonly MailGroup<{ readonly reach: Reach; readonly person: string }>[];
  /** Of the threads looked at. */
  readonly away: readonly MailGroup<AwayReason>[];
  readonly threads: { readonly looked: number; readonly total: number };
  readonly push: {
    readonly waiting: number;
    readonly arrived: number;
    readonly dead: readonly { readonly outboxId: OutboxId; readonly because: ErrorCode }[];
  };
}

const MAX_NAMED_CARDS = 3;

/** Tells why mail is on a card, is kept out of it or passes it by (rules 10): what leads to it, then what came of that. */
export function explainCard(facts: CardWhyFacts): readonly WhyLine[] {
  const nameOf: NameOf = (cardId) => facts.world.cards.card(cardId)?.name ?? cardId;
  return [
    ...standingLines(facts, nameOf),
    ...facts.addresses.flatMap((one) => addressLines(one, facts, nameOf)),
    ...facts.domains.map((one) => domainLine(one, facts)),
    ...dealLines(facts, nameOf),
    ...facts.here.map((group) => hereLine(group, nameOf)),
    ...(facts.here.length === 0 ? [whyLine('link', 'card.empty', {})] : []),
    ...facts.keptOut.map((group) => keptOutLine(group, facts.card.id)),
    ...facts.away.map((group) => awayLine(group, facts.card.id)),
    ...(facts.threads.looked < facts.threads.total ? [whyLine('candidate', 'card.looked', facts.threads)] : []),
    ...pushLines(facts),
  ];
}

function standingLines({ card, world, addresses, domains }: CardWhyFacts, nameOf: NameOf): readonly WhyLine[] {
  if (card.goneAt !== null) return [whyLine('card', 'card.gone', { at: card.goneAt })];
  const current = currentCardId(card.id, world.cards);
  if (current !== card.id) {
    return [whyLine('card', 'card.converted', { card: nameOf(current) }, { kind: 'show-card', cardId: current })];
  }
  const isFoundByNothing = card.kind !== 'deal' && addresses.length + domains.length === 0;
  return isFoundByNothing ? [whyLine('address', 'card.no-address', {})] : [];
}

function addressLines(
  { address, mailCount, sharedWith }: CardWhyFacts['addresses'][number],
  { world }: CardWhyFacts,
  nameOf: NameOf,
): readonly WhyLine[] {
  const show: WhyFix = { kind: 'show-address', address };
  const relation = relationOf(address, world.identity);
  if (relation === 'me') return [whyLine('address', 'card.address.mine', { address }, show)];
  const lines = [whyLine('address', 'card.address.mails', { address, count: mailCount }, show)];
  lines.push(...blockLines(address, world));
  if (relation === 'colleague') lines.push(whyLine('address', 'card.address.colleague', { address }, show));
  if (isDesk(address, world)) lines.push(whyLine('address', 'card.address.role', { address }, show));
  const [first] = sharedWith;
  if (first === undefined) return lines;
  const cards = someOf(sharedWith.map(nameOf), MAX_NAMED_CARDS);
  return [
    ...lines,
    whyLine('address', 'card.address.shared', { address, cards }, { kind: 'show-card', cardId: first }),
  ];
}

function domainLine({ domain, mailCount }: CardWhyFacts['domains'][number], { world }: CardWhyFacts): WhyLine {
  if (isFreeMail(domain, world.policy.freeMail)) return whyLine('address', 'card.domain.free-mail', { domain });
  if (isWithin(domain, world.identity.companyDomains)) return whyLine('address', 'card.domain.own', { domain });
  return whyLine('address', 'card.domain.mails', { domain, count: mailCount });
}

/** A deal is found through its people and company; others lead to their open deals. */
function dealLines({ card, world: { cards } }: CardWhyFacts, nameOf: NameOf): readonly WhyLine[] {
  if (card.kind !== 'deal') {
    const open = cards.dealsOf([card.id]).filter(({ status }) => status === 'open');
    const [first] = open;
    if (first === undefined) return [];
    const values = {
      count: open.length,
      deals: someOf(
        open.map(({ name }) => name),
        MAX_NAMED_CARDS,
      ),
    };
    return [whyLine('deals', 'card.leads-to', values, { kind: 'show-card', cardId: first.id })];
  }
  const people = new Set(card.peopleIds.map((id) => currentCardId(id, cards)));
  const via = [...people, ...(card.companyId === null ? [] : [card.companyId])];
  const [first] = via;
  const through =
    first === undefined
      ? whyLine('deals', 'card.deal.nobody', {})
      : whyLine(
          'deals',
          'card.deal.through',
          { count: via.length, cards: someOf(via.map(nameOf), MAX_NAMED_CARDS) },
          { kind: 'show-card', cardId: first },
        );
  const { status, closedAt, createdAt } = card;
  const closed =
    status === 'open'
      ? []
      : [
          closedAt === null
            ? whyLine('deals', 'card.deal.closed', {})
            : whyLine('deals', 'card.deal.closed-at', { at: closedAt }),
        ];
  const opened = createdAt === null ? [] : [whyLine('deals', 'card.deal.opened-at', { at: createdAt })];
  return [through, ...opened, ...closed];
}

function hereLine({ reason, count, newest }: MailGroup<Evidence>, nameOf: NameOf): WhyLine {
  const key = reason.rule === 'user' ? `user.${reason.reach}` : evidenceKey(reason);
  const values = { count, subject: newest.subject, ...evidenceValues(reason, nameOf) };
  return whyLine('link', `card.here.${key}`, values, { kind: 'show-mail', mailId: newest.mailId });
}

function keptOutLine({ reason, count, newest }: CardWhyFacts['keptOut'][number], cardId: CardId): WhyLine {
  const { mailId, subject } = newest;
  const fix: WhyFix = count === 1 ? { kind: 'let-in', mailId, cardId } : { kind: 'show-mail', mailId };
  return whyLine('kept-out', `card.kept-out.${reason.reach}`, { count, subject, person: reason.person }, fix);
}

function awayLine({ reason, count, newest }: MailGroup<AwayReason>, cardId: CardId): WhyLine {
  const { mailId, subject } = newest;
  const values = { count, subject };
  if (reason === 'question') return whyLine('deals', 'card.away.question', values, { kind: 'answer', mailId });
  const fix: WhyFix = count === 1 ? { kind: 'attach', mailId, cardId } : { kind: 'show-mail', mailId };
  return whyLine('candidate', `card.away.${reason}`, values, fix);
}

function pushLines({ push: { waiting, arrived, dead } }: CardWhyFacts): readonly WhyLine[] {
  return [
    ...(arrived > 0 ? [whyLine('push', 'card.push.arrived', { count: arrived })] : []),
    ...(waiting > 0 ? [whyLine('push', 'card.push.waiting', { count: waiting })] : []),
    ...dead.map(({ outboxId, because }) => whyLine('push', 'card.push.dead', { because }, { kind: 'retry', outboxId })),
  ];
}
