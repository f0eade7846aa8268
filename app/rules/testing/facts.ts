/** Short ways to write mails, cards and decisions in tests of rules. */
import type { Identity } from '../../domain/account.ts';
import { EMPTY_CARD, type Card, type CardKind } from '../../domain/card.ts';
import type {
  ActionId,
  CanonicalAddress,
  CardId,
  CrmId,
  DecisionId,
  MailId,
  MessageKey,
  ThreadId,
  UnixMs,
} from '../../domain/ids.ts';
import type { Decision } from '../../domain/link.ts';
import type { MailFacts, Participant, ParticipantRole } from '../../domain/mail.ts';
import { directionOf } from '../direction.ts';
import { identityOf } from '../identity.ts';

export const MINUTE_MS = 60_000;

/** Sally sells for Seller; her colleagues are known by the domain, and one by a private address. */
export const SALLY: Identity = identityOf(
  [
    { address: 'sally@seller.test' as CanonicalAddress, relation: 'me' },
    { address: 'sally.private@gmail.com' as CanonicalAddress, relation: 'me' },
    { address: 'carl@home.test' as CanonicalAddress, relation: 'colleague' },
  ],
  new Set(['seller.test']),
);

const ROLES: Readonly<Record<string, ParticipantRole>> = {
  from: 'from',
  to: 'to',
  cc: 'cc',
  bcc: 'bcc',
  replyTo: 'reply-to',
};

export interface MailSpec {
  readonly from?: string;
  readonly to?: string;
  readonly cc?: string;
  readonly bcc?: string;
  readonly replyTo?: string;
  readonly answers?: number;
  /** Minutes; the number of the mail when left out. */
  readonly at?: number;
  readonly kind?: MailFacts['kind'];
  readonly subject?: string;
  readonly text?: string;
  readonly listId?: string;
}

/** A mail to Sally with the given number; addresses are separated by blanks. */
export function mail(number: number, spec: MailSpec = {}): MailFacts {
  const fields = { to: 'sally@seller.test', ...spec };
  const participants = Object.entries(ROLES).flatMap(([field, role]): readonly Participant[] => {
    const addresses = { from: fields.from, to: fields.to, cc: fields.cc, bcc: fields.bcc, replyTo: fields.replyTo }[
      field
    ];
    return (addresses ?? '')
      .split(' ')
      .filter(Boolean)
      .map((address) => participant(role, address));
  });
  return {
    id: number as MailId,
    key: keyOf(number),
    messageId: null,
    threadId: 1 as ThreadId,
    parentId: (spec.answers ?? null) as MailId | null,
    subject: spec.subject ?? 'Pumps',
    sentAt: ((spec.at ?? number) * MINUTE_MS) as UnixMs,
    direction: directionOf(participants, SALLY.mine),
    kind: spec.kind ?? 'personal',
    participants,
    textHead: spec.text ?? '',
    listId: spec.listId ?? null,
  };
}

export function participant(role: ParticipantRole, address: string | null): Participant {
  return { role, address: address as CanonicalAddress | null, rawAddress: address ?? '?', displayName: '' };
}

export function keyOf(number: number): MessageKey {
  return `key-${number}` as MessageKey;
}

export function cardId(kind: CardKind, id: string): CardId {
  return `builtin:${kind}:${id}` as CardId;
}

/** A card named by its id, with only what a test says of it. Addresses are primary unless they end in `?`. */
export function card(
  kind: CardKind,
  id: string,
  fields: Partial<Omit<Card, 'addresses'>> & { addresses?: string } = {},
): Card {
  const addresses = (fields.addresses ?? '').split(' ').filter(Boolean);
  return {
    id: cardId(kind, id),
    kind,
    name: id,
    crmId: 'builtin' as CrmId,
    remoteId: id,
    ...EMPTY_CARD,
    updatedAt: 0 as UnixMs,
    ...fields,
    addresses: addresses.map((address) => ({
      address: address.replace('?', '') as CanonicalAddress,
      isPrimary: !address.endsWith('?'),
    })),
  };
}

type DecisionSpec = Partial<Pick<Decision, 'reach' | 'isSplit'>> & {
  readonly person?: string;
  readonly action?: number;
};

/** The user's word number so-and-so on a mail and a card; reach is the thread unless said otherwise. */
export function decision(
  number: number,
  verdict: Decision['verdict'],
  mailNumber: number,
  card: CardId,
  spec: DecisionSpec = {},
): Decision {
  return {
    id: number as DecisionId,
    actionId: (spec.action ?? number) as ActionId,
    verdict,
    reach: spec.reach ?? 'thread',
    messageKey: keyOf(mailNumber),
    person: (spec.person ?? null) as CanonicalAddress | null,
    cardId: card,
    isSplit: spec.isSplit ?? false,
    // What is decided in one action is decided at one moment.
    decidedAt: (1_000_000 + (spec.action ?? number)) as UnixMs,
  };
}
