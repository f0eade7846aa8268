import type { ListedValue } from '../../../app/contract/decisions-file.ts';
import type { RuleChange } from '../../../app/contract/rules-views.ts';
import { canonicalAddress, canonicalDomain } from '../../../app/domain/address.ts';
import type { ActionId, EntryId, UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { isFreeMail } from '../../../app/rules/free-mail.ts';
import { personKey, relationOf } from '../../../app/rules/identity.ts';
import { isTopLevel, isWithin, registrableDomain } from '../../../app/rules/registrable-domain.ts';
import {
  blocklistEntries,
  cardsCoveredBy,
  deleteBlocklistEntry,
  putBlocklistEntry,
  type NewEntry,
} from '../../db/blocklist.ts';
import { freeBlocked } from '../../db/blocked-placements.ts';
import { cardById, cardIdsByEnd } from '../../db/cards.ts';
import { domainWords } from '../../db/domain-words.ts';
import { readIdentity } from '../../db/own-addresses.ts';
import { resolveCardId } from '../../db/resolve-card.ts';
import { markStaleByCard, markStaleByDomain, markStaleByPerson } from '../../db/stale-threads.ts';
import type { ReadDb } from '../../db/sql.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { sayRule } from './say-rule.ts';

type ListSomebody = Extract<RuleChange, { kind: 'list' }>;
type Whom = Pick<NewEntry, 'kind' | 'value' | 'name' | 'addresses' | 'domains'>;

/**
 * Protects or blocks an address, a domain with what is below it, or the person or company of a card with all their addresses.
 * Throws input.invalid, input.own-address, input.top-level-domain, input.not-a-person, input.unknown-card, input.ambiguous.
 */
export function listSomebody(tx: Transaction, { mode, who, past }: ListSomebody, now: UnixMs): ActionId | null {
  const whom = whomMeant(tx.db, who);
  const isPurging = mode === 'blocked' && past === 'remove';
  const id = putBlocklistEntry(tx.db, { ...whom, mode, isPurging, listedAt: now });
  const { kind, value, name, addresses, domains } = whom;
  const word = { topic: `list-${kind}`, subject: value, value: { mode, name, addresses, domains } } as const;
  const actionId = sayRule(tx, word, name, now);
  markTouched(tx, id);
  return actionId;
}

/**
 * Lists somebody as another computer does, or with null no longer. Mail that is here already stays: nothing is deleted because of a
 * file. An address that is the user's own here is left alone.
 */
export function putListed(
  tx: Transaction,
  whom: Pick<NewEntry, 'kind' | 'value'>,
  said: ListedValue | null,
  at: UnixMs,
): void {
  const known = blocklistEntries(tx.db).find(({ kind, value }) => kind === whom.kind && value === whom.value);
  if (said === null) {
    if (known !== undefined) forget(tx, known.id);
    return;
  }
  const identity = readIdentity(tx.db);
  if (whom.kind === 'address' && said.addresses.some((address) => relationOf(address, identity) === 'me')) return;
  if (known !== undefined) markTouched(tx, known.id);
  markTouched(tx, putBlocklistEntry(tx.db, { ...whom, ...said, isPurging: false, listedAt: at }));
}

/** Protects or blocks somebody no longer; what was not kept is fetched with the next sync. Throws input.unknown-entry. */
export function unlistSomebody(tx: Transaction, id: EntryId, now: UnixMs): ActionId | null {
  const entry = blocklistEntries(tx.db).find((one) => one.id === id);
  if (entry === undefined) throw new MailpinError('input.unknown-entry', { entry: id });
  const actionId = sayRule(tx, { topic: `list-${entry.kind}`, subject: entry.value, value: null }, entry.name, now);
  forget(tx, id);
  return actionId;
}

function forget(tx: Transaction, id: EntryId): void {
  markTouched(tx, id);
  freeBlocked(tx.db, id);
  deleteBlocklistEntry(tx.db, id);
}

/** The domain that is meant when it is the user's own company's, or one above it; null otherwise. */
export function ownDomainMeant(db: ReadDb, { who }: Pick<ListSomebody, 'who'>): string | null {
  const { kind, value } = whomMeant(db, who);
  if (kind !== 'domain') return null;
  const own = readIdentity(db).companyDomains;
  const isAboveOwn = [...own].some((domain) => isWithin(domain, new Set([value])));
  return isAboveOwn || isWithin(value, own) ? value : null;
}

/** `@acme.example` and `*.acme.example` are written for a domain; with a dot and no colon it is one, anything else names a card. */
function whomMeant(db: ReadDb, written: string): Whom {
  const text = written.trim();
  if (text.lastIndexOf('@') > 0) return addressMeant(db, text);
  const domain = text.replace(/^(?:\*\.|@)/, '');
  const isDomain = domain !== text || (domain.includes('.') && !domain.includes(':'));
  if (isDomain || (isTopLevel(domain.toLowerCase()) && cardIdsByEnd(db, text).length === 0)) return domainMeant(domain);
  return cardMeant(db, text);
}

function addressMeant(db: ReadDb, text: string): Whom {
  const address = canonicalAddress(text);
  if (address === null) throw new MailpinError('input.invalid', { field: 'who' });
  if (relationOf(address, readIdentity(db)) === 'me') throw new MailpinError('input.own-address', { address });
  return { kind: 'address', value: address, name: address, addresses: [address], domains: [] };
}

function domainMeant(text: string): Whom {
  const domain = canonicalDomain(text);
  if (domain === null) throw new MailpinError('input.invalid', { field: 'who' });
  if (isTopLevel(domain)) throw new MailpinError('input.top-level-domain', { domain });
  return { kind: 'domain', value: domain, name: domain, addresses: [], domains: [domain] };
}

function cardMeant(db: ReadDb, text: string): Whom {
  const card = cardById(db, resolveCardId(db, text));
  if (card === null) throw new MailpinError('input.unknown-card', { card: text });
  if (card.kind === 'deal') throw new MailpinError('input.not-a-person', { card: card.name });
  const freeMail = domainWords(db, 'free-mail');
  const addresses = card.addresses.map(({ address }) => address);
  const domains = card.domains.filter((domain) => !isFreeMail(domain, freeMail));
  return { kind: 'person', value: card.id, name: card.name, addresses, domains };
}

/** Threads with somebody the entry covers, and those on the cards of such people, where a reply may have brought other mail. */
function markTouched(tx: Transaction, id: EntryId): void {
  const entry = blocklistEntries(tx.db).find((one) => one.id === id);
  if (entry === undefined) return;
  for (const person of new Set(entry.addresses.map(personKey))) markStaleByPerson(tx.db, person);
  for (const domain of new Set(entry.domains.map(registrableDomain))) markStaleByDomain(tx.db, domain);
  for (const cardId of cardsCoveredBy(tx.db, entry)) markStaleByCard(tx.db, cardId);
}
