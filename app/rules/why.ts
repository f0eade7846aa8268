import type { Identity } from '../domain/account.ts';
import type { CardId, CanonicalAddress, MailId, OutboxId } from '../domain/ids.ts';
import type { Evidence } from '../domain/link.ts';
import type { MailFacts } from '../domain/mail.ts';
import type { OutboxIntent, OutboxState } from '../domain/outbox.ts';
import type { WhyFix, WhyLine } from '../domain/why.ts';
import type { CardLookup } from './card-lookup.ts';
import { addressesOf } from './addresses-of.ts';
import { relationOf } from './identity.ts';
import type { DesiredLink, MailVerdict, PassedOver, TombstoneAtWork } from './verdict.ts';

/** The newest debt to the CRM for the mail and one card. */
export interface WhyPush {
  readonly cardId: CardId;
  readonly outboxId: OutboxId;
  readonly intent: OutboxIntent;
  readonly state: OutboxState;
}

/** What *why* tells besides the verdict. */
export interface WhyContext {
  readonly mail: MailFacts;
  /** Paths of the mailboxes in which the mail is. */
  readonly mailboxPaths: readonly string[];
  readonly identity: Identity;
  readonly cards: Pick<CardLookup, 'card'>;
  /** Subject of a mail of the same thread. */
  readonly subjectOf: (mailId: MailId) => string;
  readonly pushes: readonly WhyPush[];
}

/** As many people as a sentence names; the count tells of the others. */
const MAX_NAMED_PEOPLE = 3;

/**
 * Tells why a mail is on its cards, or on none, from the verdict itself (rules 10): where it was read, who is on it,
 * what held it, what the user said, what each rule found, and how far it came. The order is that of the rules.
 */
export function explainMail(verdict: MailVerdict, context: WhyContext): readonly WhyLine[] {
  const nameOf = (cardId: CardId) => context.cards.card(cardId)?.name ?? cardId;
  return [
    ...mailboxLines(context),
    identityLine(context.mail),
    participantsLine(context),
    ...filterLines(verdict),
    ...verdict.links.map((link) => linkLine(link, nameOf, context)),
    ...verdict.keptOut.map((tombstone) => keptOutLine(tombstone, nameOf)),
    ...verdict.passedOver.map((candidate) => passedOverLine(candidate, nameOf)),
    ...questionLines(verdict),
    ...nobodyLines(verdict),
    ...context.pushes.map((push) => pushLine(push, nameOf(push.cardId))),
  ];
}

type NameOf = (cardId: CardId) => string;

function mailboxLines({ mailboxPaths }: WhyContext): readonly WhyLine[] {
  if (mailboxPaths.length === 0) return [line('mailbox', 'mailbox.nowhere', {})];
  return mailboxPaths.map((path) => line('mailbox', 'mailbox.in', { path }));
}

function identityLine({ direction, participants }: MailFacts): WhyLine {
  const from = participants.find(({ role }) => role === 'from');
  if (from === undefined) return line('identity', 'identity.no-sender', {});
  return line('identity', `identity.${direction}`, { address: from.address ?? from.rawAddress });
}

function participantsLine({ mail, identity }: WhyContext): WhyLine {
  const outsiders = addressesOf(mail).filter((address) => relationOf(address, identity) === 'outsider');
  if (outsiders.length === 0) return line('participants', 'participants.no-outsider', {});
  return line('participants', 'participants.outsiders', { count: outsiders.length, names: someOf(outsiders) });
}

function someOf(addresses: readonly CanonicalAddress[]): string {
  const named = addresses.slice(0, MAX_NAMED_PEOPLE).join(', ');
  return addresses.length > MAX_NAMED_PEOPLE ? `${named} \u2026` : named;
}

function filterLines({ heldBy, links }: MailVerdict): readonly WhyLine[] {
  if (heldBy === null) return [];
  return [line('filter', `filter.${heldBy}`, {}, links.length === 0 ? { kind: 'choose' } : null)];
}

function linkLine({ cardId, evidence }: DesiredLink, nameOf: NameOf, { subjectOf }: WhyContext): WhyLine {
  const card = nameOf(cardId);
  const fix: WhyFix = { kind: 'detach', cardId };
  switch (evidence.rule) {
    case 'user':
      return line('decision', `decision.${evidence.reach}`, { card, at: evidence.decidedAt }, fix);
    case 'reply':
      return line('reply', 'reply.inherited', { card, subject: subjectOf(evidence.parentId) }, fix);
    case 'address':
    case 'converted-lead':
    case 'remembered':
    case 'domain':
    case 'only-open-deal':
      return line('link', `link.${sentenceOf(evidence)}`, { card, ...evidenceValues(evidence, nameOf) }, fix);
  }
}

function keptOutLine({ cardId, decision }: TombstoneAtWork, nameOf: NameOf): WhyLine {
  const values = { card: nameOf(cardId), at: decision.decidedAt, person: decision.person ?? '' };
  return line('kept-out', `kept-out.${decision.reach}`, values, { kind: 'let-in', cardId });
}

function passedOverLine({ cardId, evidence, because }: PassedOver, nameOf: NameOf): WhyLine {
  const topic = evidence.rule === 'only-open-deal' ? 'deals' : 'candidate';
  const values = { card: nameOf(cardId), ...evidenceValues(evidence, nameOf) };
  const fix: WhyFix = { kind: because === 'tombstone' ? 'let-in' : 'attach', cardId };
  const sentence = because === 'tombstone' ? `${because}.${sentenceOf(evidence)}` : because;
  return line(topic, `candidate.${sentence}`, values, fix);
}

function questionLines({ question }: MailVerdict): readonly WhyLine[] {
  const [best] = question ?? [];
  if (question === null || best === undefined) return [];
  const values = { count: question.length, card: best.card.name };
  return [line('deals', best.card.kind === 'deal' ? 'question.deals' : 'question.cards', values, { kind: 'answer' })];
}

function nobodyLines({ links, keptOut, question, heldBy, passedOver }: MailVerdict): readonly WhyLine[] {
  const isSilent = heldBy === null && question === null && passedOver.length === 0;
  if (!isSilent || links.length > 0 || keptOut.length > 0) return [];
  return [line('candidate', 'nobody', {}, { kind: 'choose' })];
}

function pushLine({ outboxId, intent, state }: WhyPush, card: string): WhyLine {
  const key = `push.${intent}.${state.kind}`;
  switch (state.kind) {
    case 'waiting':
      return line('push', key, { card, until: state.until, because: state.because });
    case 'dead':
      return line('push', key, { card, because: state.because }, { kind: 'retry', outboxId });
    case 'pending':
    case 'sending':
    case 'done':
      return line('push', key, { card });
  }
}

function sentenceOf(evidence: Evidence): string {
  return evidence.rule === 'address' ? `address.${evidence.step}` : evidence.rule;
}

function evidenceValues(evidence: Evidence, nameOf: NameOf): WhyLine['values'] {
  switch (evidence.rule) {
    case 'address':
    case 'remembered':
      return { address: evidence.address };
    case 'converted-lead':
      return { address: evidence.address, lead: nameOf(evidence.leadId) };
    case 'domain':
      return { domain: evidence.domain };
    case 'only-open-deal':
      return { via: nameOf(evidence.viaId) };
    case 'reply':
    case 'user':
      return {};
  }
}

function line(
  topic: WhyLine['topic'],
  sentence: string,
  values: WhyLine['values'],
  fix: WhyFix | null = null,
): WhyLine {
  return { topic, sentence, values, fix };
}
