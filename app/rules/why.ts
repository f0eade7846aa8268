import type { Identity } from '../domain/account.ts';
import type { ExtentChoice } from '../domain/extent.ts';
import type { CardId, MailId, OutboxId, UnixMs } from '../domain/ids.ts';
import type { Filter } from '../domain/link.ts';
import type { MailboxRole, MailFacts } from '../domain/mail.ts';
import type { AttachOutcome, AwaitedWord, DetachOutcome, OutboxIntent, OutboxState } from '../domain/outbox.ts';
import type { PersonalSign } from '../domain/personal.ts';
import type { WhyFix, WhyLine } from '../domain/why.ts';
import type { CardLookup } from './card-lookup.ts';
import { addressesOf } from './addresses-of.ts';
import { relationOf } from './identity.ts';
import type { DesiredLink, MailVerdict, PassedOver, TombstoneAtWork } from './verdict.ts';
import { extentLines, heldLines } from './why-leaving.ts';
import { evidenceKey, evidenceValues, someOf, whyLine, type NameOf } from './why-line.ts';

/** The newest debt to the CRM for the mail and one card. */
export interface WhyPush {
  readonly cardId: CardId;
  readonly outboxId: OutboxId;
  readonly intent: OutboxIntent;
  readonly state: OutboxState;
  /** What it waits for besides its time: the yes to a personal mail, the go for a CRM; null for nothing. */
  readonly waitsFor: AwaitedWord | null;
  /** What the CRM said last of this order, and when; null when it has not been heard yet. */
  readonly answer: {
    readonly outcome: AttachOutcome | DetachOutcome;
    readonly isHeadersOnly: boolean;
    readonly at: UnixMs;
  } | null;
}

interface WhyMailbox {
  readonly path: string;
  readonly role: MailboxRole | null;
  /** Address of its account; null when there is only one account, which needs no name. */
  readonly account: string | null;
}

/** What *why* tells besides the verdict. */
export interface WhyContext {
  readonly mail: MailFacts;
  /** Who wrote it, as the header has it; empty when it names nobody. */
  readonly sender: string;
  /** The mailboxes in which the mail is. */
  readonly mailboxes: readonly WhyMailbox[];
  readonly identity: Identity;
  readonly cards: Pick<CardLookup, 'card'>;
  /** Subject of a mail of the same thread. */
  readonly subjectOf: (mailId: MailId) => string;
  /** Those worth telling first; see `MAX_NAMED_CARDS`. */
  readonly pushes: readonly WhyPush[];
  /** How many debts there are in all. */
  readonly pushCount: number;
  /** The user's word on how much of it may leave; null for none. */
  readonly extentChoice: ExtentChoice | null;
  /** What holds it back from every push until the user says yes; null when nothing does. */
  readonly heldFor: PersonalSign | null;
}

/** As many people as a sentence names; the count tells of the others. */
const MAX_NAMED_PEOPLE = 3;
/** So many cards are told of one by one for one reason; a line counts the others, and *why* of a card tells its own. */
export const MAX_NAMED_CARDS = 20;
/** More people than this on a mail are worth a line: some CRMs take no more (rules 3.3). */
const MANY_PEOPLE = 100;

/**
 * Tells why a mail is on its cards, or on none, from the verdict itself (rules 10): where it was read, who is on it,
 * what held it, what the user said, what each rule found, and how far it came. The order is that of the rules.
 */
export function explainMail(verdict: MailVerdict, context: WhyContext): readonly WhyLine[] {
  const nameOf: NameOf = (cardId) => context.cards.card(cardId)?.name ?? cardId;
  const { mailId } = verdict;
  return [
    ...mailboxLines(context),
    identityLine(context),
    ...participantsLines(context),
    ...filterLines(verdict, context.mail),
    ...firstOf('link', verdict.links, (link) => linkLine(link, nameOf, context)),
    ...verdict.keptOut.map((tombstone) => keptOutLine(tombstone, mailId, nameOf)),
    ...firstOf('candidate', verdict.passedOver, (candidate) => passedOverLine(candidate, mailId, nameOf)),
    ...questionLines(verdict),
    ...nobodyLines(verdict),
    // Protected mail stays here whatever was said before; its filter tells so.
    ...(verdict.heldBy === 'protected' ? [] : extentLines(mailId, context.extentChoice)),
    ...heldLines(mailId, context.heldFor),
    ...firstOf('push', context.pushes, (push) => pushLine(push, nameOf(push.cardId), mailId), context.pushCount),
  ];
}

/** The first of many, and how many more there are: mail to thousands is on as many cards. */
function firstOf<Item>(
  topic: 'link' | 'candidate' | 'push',
  items: readonly Item[],
  lineOf: (item: Item) => WhyLine,
  count = items.length,
): readonly WhyLine[] {
  const lines = items.slice(0, MAX_NAMED_CARDS).map(lineOf);
  return count > lines.length ? [...lines, whyLine(topic, `${topic}.more`, { count: count - lines.length })] : lines;
}

/** An Inbox is called by that name wherever it is seen, not by its path; of several accounts, each by its own. */
function mailboxLines({ mailboxes }: WhyContext): readonly WhyLine[] {
  if (mailboxes.length === 0) return [whyLine('mailbox', 'mailbox.nowhere', {})];
  return mailboxes.map(({ path, role, account }) => {
    const values = { path, role: role ?? 'other' };
    return account === null
      ? whyLine('mailbox', 'mailbox.in', values)
      : whyLine('mailbox', 'mailbox.in-account', { ...values, account });
  });
}

function identityLine({ mail: { direction, participants }, sender }: WhyContext): WhyLine {
  const from = participants.find(({ role }) => role === 'from');
  if (from === undefined) return whyLine('identity', 'identity.no-sender', {});
  const { address } = from;
  const fix: WhyFix | null = address === null ? null : { kind: 'show-address', address };
  return whyLine('identity', `identity.${direction}`, { address: address ?? sender }, fix);
}

function participantsLines({ mail, identity }: WhyContext): readonly WhyLine[] {
  const addresses = addressesOf(mail);
  const outsiders = addresses.filter((address) => relationOf(address, identity) === 'outsider');
  const [first] = outsiders;
  const many =
    addresses.length > MANY_PEOPLE ? [whyLine('participants', 'participants.many', { count: addresses.length })] : [];
  if (first === undefined) return [whyLine('participants', 'participants.no-outsider', {}), ...many];
  const values = { count: outsiders.length, names: someOf(outsiders, MAX_NAMED_PEOPLE) };
  return [whyLine('participants', 'participants.outsiders', values, { kind: 'show-address', address: first }), ...many];
}

function filterLines({ heldBy }: MailVerdict, mail: MailFacts): readonly WhyLine[] {
  if (heldBy === null) return [];
  const isListed = heldBy === 'protected' || heldBy === 'blocked';
  const fix = isListed ? ({ kind: 'show-blocklist' } as const) : letThrough(heldBy, mail);
  return [whyLine('filter', `filter.${heldBy}`, {}, fix)];
}

/** What a program sends is let through by its sender; internal mail, and the user's own, one by one and by hand. */
function letThrough(filter: Filter, { id: mailId, direction, participants }: MailFacts): WhyFix {
  const author = participants.find(({ role, address }) => role === 'from' && address !== null)?.address ?? null;
  if (filter === 'internal' || direction === 'outbound' || author === null) return { kind: 'choose', mailId };
  return { kind: 'allow', address: author };
}

function linkLine({ cardId, evidence }: DesiredLink, nameOf: NameOf, { mail, subjectOf }: WhyContext): WhyLine {
  const card = nameOf(cardId);
  const fix: WhyFix = { kind: 'detach', mailId: mail.id, cardId };
  switch (evidence.rule) {
    case 'user':
      return whyLine('decision', `decision.${evidence.reach}`, { card, at: evidence.decidedAt }, fix);
    case 'reply':
      return whyLine('reply', 'reply.inherited', { card, subject: subjectOf(evidence.parentId) }, fix);
    case 'address':
    case 'converted-lead':
    case 'remembered':
    case 'domain':
    case 'only-open-deal':
      return whyLine('link', `link.${evidenceKey(evidence)}`, { card, ...evidenceValues(evidence, nameOf) }, fix);
  }
}

function keptOutLine({ cardId, decision }: TombstoneAtWork, mailId: MailId, nameOf: NameOf): WhyLine {
  const values = { card: nameOf(cardId), at: decision.decidedAt, person: decision.person ?? '' };
  return whyLine('kept-out', `kept-out.${decision.reach}`, values, { kind: 'let-in', mailId, cardId });
}

function passedOverLine({ cardId, evidence, because }: PassedOver, mailId: MailId, nameOf: NameOf): WhyLine {
  const topic = evidence.rule === 'only-open-deal' ? 'deals' : 'candidate';
  const values = { card: nameOf(cardId), ...evidenceValues(evidence, nameOf) };
  const fix: WhyFix = { kind: because === 'tombstone' ? 'let-in' : 'attach', mailId, cardId };
  const sentence = because === 'tombstone' ? `${because}.${evidenceKey(evidence)}` : because;
  return whyLine(topic, `candidate.${sentence}`, values, fix);
}

function questionLines({ question, mailId }: MailVerdict): readonly WhyLine[] {
  const [best] = question ?? [];
  if (question === null || best === undefined) return [];
  const values = { count: question.length, card: best.card.name };
  const sentence = best.card.kind === 'deal' ? 'question.deals' : 'question.cards';
  return [whyLine('deals', sentence, values, { kind: 'answer', mailId })];
}

function nobodyLines({ links, keptOut, question, heldBy, passedOver, mailId }: MailVerdict): readonly WhyLine[] {
  const isSilent = heldBy === null && question === null && passedOver.length === 0;
  if (!isSilent || links.length > 0 || keptOut.length > 0) return [];
  return [whyLine('candidate', 'nobody', {}, { kind: 'choose', mailId })];
}

function pushLine(
  { outboxId, cardId, intent, state, waitsFor, answer }: WhyPush,
  card: string,
  mailId: MailId,
): WhyLine {
  if (waitsFor === 'yes') return whyLine('push', 'push.attach.yes', { card });
  if (waitsFor === 'go') return whyLine('push', 'push.attach.go', { card }, { kind: 'show-rehearsal' });
  const key = `push.${intent}.${state.kind}`;
  switch (state.kind) {
    case 'waiting':
      return whyLine('push', key, { card, until: state.until, because: state.because }, { kind: 'retry', outboxId });
    case 'dead':
      return whyLine('push', key, { card, because: state.because }, { kind: 'retry', outboxId });
    case 'pending':
    case 'sending':
      return whyLine('push', key, { card });
    case 'done': {
      const fix: WhyFix = { kind: intent === 'attach' ? 'detach' : 'let-in', mailId, cardId };
      if (answer === null) return whyLine('push', key, { card }, fix);
      const extent = answer.isHeadersOnly ? 'headers' : 'whole';
      return whyLine('push', `push.${intent}.answered.${answer.outcome}`, { card, at: answer.at, extent }, fix);
    }
  }
}
