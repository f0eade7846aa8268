/** The rules of the made-up mailbox: who is who, what filters hold and let through, who is protected or blocked. */
import type { Input, Output } from '../../app/contract/api.ts';
import type {
  AllowanceView,
  BlocklistView,
  IdentityView,
  KnownAddress,
  RuleChange,
  RuledMail,
  RulePreview,
} from '../../app/contract/rules-views.ts';
import type { AllowanceId, EntryId, MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { FILTERS } from '../../app/domain/link.ts';
import { MailpinError } from '../../app/errors.ts';
import { NOW as NOW_MS } from './fake-cards.ts';

type Calls =
  | 'identity.get'
  | 'filters.get'
  | 'filters.mails'
  | 'blocklist.list'
  | 'blocklist.mails'
  | 'rules.preview'
  | 'rules.change';
type Answers = { [Name in Calls]: (input: Input<Name>) => Output<Name> };

const person = (address: string, name: string, fields: Partial<KnownAddress>): KnownAddress => ({
  address,
  name,
  relation: 'colleague',
  source: 'company-domain',
  otherwise: null,
  mailCount: 12,
  ...fields,
});

const HELD = { bulk: 214, internal: 36, invitation: 9, 'no-reply': 61, 'role-address': 4, 'auto-reply': 3 } as const;
const HELD_TODAY = { bulk: 12, 'no-reply': 4 } as const;

const NOW = NOW_MS as UnixMs;

/** Addresses of this domain stand for many mails, so that changing them has to be confirmed. */
const BUSY_DOMAIN = 'ferreira.example';

export function fakeRules(onChange: () => void): Answers {
  let identity: IdentityView = {
    addresses: [
      person('sally@acme.example', 'Sally Marsh', { relation: 'me', source: 'account', mailCount: 731 }),
      person('sally.marsh@acme.example', 'Sally Marsh', { relation: 'me', source: 'sent', mailCount: 18 }),
      person('tom@acme.example', 'Tom Okafor', { mailCount: 88 }),
      person('inge@acme.example', 'Inge Dahl', { mailCount: 41 }),
      person('studio@freelance.example', 'Studio Lindqvist', { source: 'user', otherwise: 'outsider', mailCount: 7 }),
    ],
    proposedAddresses: [{ address: 'sales@acme-berlin.example', name: '', because: 'delivered', mailCount: 23 }],
    companyDomains: [{ domain: 'acme.example', source: 'account', peopleCount: 14 }],
    refusedDomains: [],
    proposedDomains: [{ domain: 'acme-berlin.example', address: 'sally@acme-berlin.example' }],
    freeMail: { added: ['kabelnet.example'], removed: [] },
  };
  let allowed: readonly AllowanceView[] = [
    {
      id: 1 as AllowanceId,
      kind: 'list',
      value: 'orders.ferreira.example',
      mailId: null,
      allowedAt: (NOW - 86_400_000) as UnixMs,
      mailCount: 17,
    },
  ];
  let listed: readonly BlocklistView[] = [
    entry(1, 'protected', 'domain', 'lawyers.example', { mailCount: 26, heldCount: 26 }),
    entry(2, 'blocked', 'address', 'pushy@seller.example', { mailCount: 0, heldCount: 0, notKeptCount: 31 }),
  ];
  let nextId = 3;

  const preview = (change: RuleChange): RulePreview => {
    const isBusy = JSON.stringify(change).includes(BUSY_DOMAIN);
    const isPurge = change.kind === 'list' && change.mode === 'blocked' && change.past === 'remove';
    const mailCount = isBusy ? 37 : 2;
    return {
      mailCount,
      joiningCount: change.kind === 'allow' ? mailCount : isBusy ? 25 : 0,
      leavingCount: change.kind === 'allow' ? 0 : isBusy ? 12 : 2,
      askingCount: 0,
      cardCount: isBusy ? 6 : 1,
      removedCount: isPurge ? mailCount : 0,
      protectedCount: change.kind === 'list' && change.mode === 'protected' ? mailCount : 0,
      needsGo: isBusy || isPurge,
      mails: [
        {
          mailId: 1 as MailId,
          subject: 'Quote 2291, rollout in two phases',
          from: { name: 'Ana Ferreira', address: 'ana@ferreira.example', isMe: false },
          sentAt: NOW,
          joins: [],
          leaves: ['Ana Ferreira'],
        },
      ],
    };
  };

  const carryOut = (change: RuleChange): void => {
    switch (change.kind) {
      case 'relation': {
        const { address, relation } = change;
        const said: KnownAddress | undefined = identity.addresses.find((one) => one.address === address);
        const known = said ?? person(address, '', { mailCount: 0 });
        const next: KnownAddress =
          relation === null
            ? { ...known, relation: known.otherwise ?? known.relation, source: 'company-domain', otherwise: null }
            : {
                ...known,
                relation: relation === 'not-me' ? 'outsider' : relation,
                source: 'user',
                otherwise: known.otherwise ?? (said === undefined ? 'outsider' : known.relation),
              };
        const rest = identity.addresses.filter((one) => one.address !== address);
        identity = {
          ...identity,
          addresses: [...rest, next].toSorted((one, other) => rank(one) - rank(other)),
          proposedAddresses: identity.proposedAddresses.filter((one) => one.address !== address),
        };
        return;
      }
      case 'company-domain': {
        const { domain, isSo } = change;
        const companyDomains = identity.companyDomains.filter((one) => one.domain !== domain);
        identity = {
          ...identity,
          companyDomains:
            isSo === false ? companyDomains : [...companyDomains, { domain, source: 'user', peopleCount: 3 }],
          refusedDomains:
            isSo === false
              ? [...identity.refusedDomains, domain]
              : identity.refusedDomains.filter((one) => one !== domain),
          proposedDomains: identity.proposedDomains.filter((one) => one.domain !== domain),
        };
        return;
      }
      case 'free-mail': {
        const added = identity.freeMail.added.filter((one) => one !== change.domain);
        identity = {
          ...identity,
          freeMail: { ...identity.freeMail, added: change.isSo === true ? [...added, change.domain] : added },
        };
        return;
      }
      case 'allow': {
        const { target } = change;
        const value = 'value' in target ? target.value : 'Quote 2291, rollout in two phases';
        const mailId = 'mail' in target && 'mailId' in target.mail ? target.mail.mailId : null;
        allowed = [
          { id: nextId as AllowanceId, kind: target.kind, value, mailId, allowedAt: NOW, mailCount: 2 },
          ...allowed,
        ];
        nextId += 1;
        return;
      }
      case 'disallow':
        allowed = allowed.filter(({ id }) => id !== change.allowanceId);
        return;
      case 'list':
        listed = [
          entry(nextId, change.mode, change.who.includes('@') ? 'address' : 'domain', change.who, { mailCount: 2 }),
          ...listed,
        ];
        nextId += 1;
        return;
      case 'unlist':
        listed = listed.filter(({ id }) => id !== change.entryId);
    }
  };

  return {
    'identity.get': () => identity,
    'filters.get': () => ({
      filters: FILTERS.map((filter) => ({
        filter,
        count: filter in HELD ? HELD[filter as keyof typeof HELD] : 0,
        sinceCount: filter in HELD_TODAY ? HELD_TODAY[filter as keyof typeof HELD_TODAY] : 0,
      })).toSorted((one, other) => other.count - one.count),
      allowed,
    }),
    'filters.mails': ({ filter, limit }) => pageOf(mailsHeld(filter), limit),
    'blocklist.list': () => listed,
    'blocklist.mails': ({ limit }) => pageOf(mailsHeld('protected'), limit),
    'rules.preview': ({ change }) => preview(change),
    'rules.change': ({ change, isConfirmed = false }) => {
      const { needsGo, mailCount, joiningCount, leavingCount, removedCount } = preview(change);
      if (needsGo && !isConfirmed) {
        const details = { mails: mailCount, joining: joiningCount, leaving: leavingCount, removed: removedCount };
        throw new MailpinError('input.unconfirmed-change', details);
      }
      carryOut(change);
      onChange();
      return { actionId: null, relinkedCount: mailCount, removedCount };
    },
  };
}

function rank({ relation }: KnownAddress): number {
  return { me: 0, colleague: 1, outsider: 2 }[relation];
}

function entry(
  id: number,
  mode: BlocklistView['mode'],
  kind: BlocklistView['kind'],
  name: string,
  fields: Partial<BlocklistView>,
): BlocklistView {
  return {
    id: id as EntryId,
    mode,
    kind,
    name,
    cardId: null,
    addresses: kind === 'address' ? [name] : [],
    domains: kind === 'domain' ? [name] : [],
    listedAt: NOW,
    mailCount: 0,
    heldCount: 0,
    notKeptCount: 0,
    ...fields,
  };
}

function mailsHeld(filter: string): readonly RuledMail[] {
  return Array.from({ length: 60 }, (_, at) => ({
    mailId: (at + 1) as MailId,
    messageId: null,
    threadId: (at + 1) as ThreadId,
    subject: filter === 'bulk' ? `News of the week ${at + 1}` : `Mail ${at + 1} held as ${filter}`,
    from: { name: 'Orders', address: `orders${at % 7}@shop.example`, isMe: false },
    sentAt: (NOW - at * 3_600_000) as UnixMs,
    listId: filter === 'bulk' ? 'weekly.shop.example' : null,
    recipientCount: 1,
    sizeBytes: 12_000,
  }));
}

function pageOf(mails: readonly RuledMail[], limit: number) {
  return { items: mails.slice(0, limit), next: null, total: mails.length };
}
