/** What two cards of different CRMs have in common, and what speaks against their being one. Pure. */
import { addressKeys } from '../domain/address.ts';
import type { Card, CardKind, Money } from '../domain/card.ts';
import type { Likeness, Unlikeness } from '../domain/carry.ts';
import type { CanonicalAddress } from '../domain/ids.ts';
import type { CardLookup } from './card-lookup.ts';
import { plainCompanyName, plainName } from './plain-names.ts';

/** Two cards compared. */
export interface Comparison {
  readonly likeness: readonly Likeness[];
  readonly unlikeness: readonly Unlikeness[];
}

/** What comparing asks besides the cards. */
export interface CompareWith {
  readonly cards: Pick<CardLookup, 'card'>;
  /** Domains where anybody has a mailbox say nothing of a company. */
  readonly isFreeMail: (domain: string) => boolean;
}

/** Kinds that can stand for one another: a lead here may be a contact there. */
export function familyOf(kind: CardKind): 'person' | 'company' | 'deal' {
  return kind === 'lead' || kind === 'contact' ? 'person' : kind;
}

/** @param from of the old CRM, @param to of the new one; both of one family */
export function compareCards(from: Card, to: Card, world: CompareWith): Comparison {
  const facts =
    from.kind === 'deal'
      ? [name(from, to), value(from, to), company(from, to, world), people(from, to, world)]
      : from.kind === 'company'
        ? [address(from, to), domain(from, to, world), companyName(from, to)]
        : [address(from, to), name(from, to), company(from, to, world), kind(from, to)];
  const known = facts.filter((fact) => fact !== null);
  return {
    likeness: known.filter((fact) => isLikeness(fact)),
    unlikeness: known.filter((fact) => !isLikeness(fact)),
  };
}

type Fact = Likeness | Unlikeness;

function isLikeness(fact: Fact): fact is Likeness {
  return !fact.kind.startsWith('other-') && fact.kind !== 'shared';
}

function kind(from: Card, to: Card): Fact | null {
  return from.kind === to.kind ? null : { kind: 'other-kind', is: to.kind };
}

function name(from: Card, to: Card): Fact {
  return plainName(from.name) === plainName(to.name) ? { kind: 'name' } : { kind: 'other-name', name: to.name };
}

function companyName(from: Card, to: Card): Fact {
  if (plainName(from.name) === plainName(to.name)) return { kind: 'name' };
  const isSimilar = plainCompanyName(from.name) === plainCompanyName(to.name);
  return { kind: isSimilar ? 'similar-name' : 'other-name', name: to.name };
}

/** The address both have, compared exactly first, then as rules 1.2 have it. */
function address(from: Card, to: Card): Fact | null {
  if (from.addresses.length === 0 || to.addresses.length === 0) return null;
  const keysThere = new Set(to.addresses.flatMap((one) => addressKeys(one.address).map(keyText)));
  let best: (Likeness & { kind: 'address' }) | null = null;
  for (const { address: own } of from.addresses) {
    const shared = addressKeys(own).find((key) => keysThere.has(keyText(key)));
    if (shared === undefined) continue;
    if (shared.step === 'exact') return { kind: 'address', address: own, step: 'exact' };
    best ??= { kind: 'address', address: own, step: shared.step };
  }
  return best ?? { kind: 'other-address' };
}

function keyText({ step, key }: { readonly step: string; readonly key: string }): string {
  return `${step} ${key}`;
}

function domain(from: Card, to: Card, { isFreeMail }: CompareWith): Fact | null {
  const here = from.domains.filter((one) => !isFreeMail(one));
  const there = to.domains.filter((one) => !isFreeMail(one));
  if (here.length === 0 || there.length === 0) return null;
  const shared = here.find((one) => there.includes(one));
  return shared === undefined ? { kind: 'other-domain' } : { kind: 'domain', domain: shared };
}

/** The companies of two people or deals; nothing where one of them has none. */
function company(from: Card, to: Card, world: CompareWith): Fact | null {
  const here = from.companyId === null ? null : world.cards.card(from.companyId);
  const there = to.companyId === null ? null : world.cards.card(to.companyId);
  if (here === null || there === null) return null;
  const isSame =
    plainCompanyName(here.name) === plainCompanyName(there.name) || domain(here, there, world)?.kind === 'domain';
  return { kind: isSame ? 'company' : 'other-company', name: there.name };
}

/** People who are on both deals, by address or by name. */
function people(from: Card, to: Card, { cards }: CompareWith): Fact | null {
  const here = from.peopleIds.flatMap((id) => cards.card(id) ?? []);
  const there = to.peopleIds.flatMap((id) => cards.card(id) ?? []);
  const addresses = new Set<CanonicalAddress>(here.flatMap((one) => one.addresses.map((own) => own.address)));
  const names = new Set(here.map((one) => plainName(one.name)));
  const shared = there.filter(
    (one) => names.has(plainName(one.name)) || one.addresses.some((own) => addresses.has(own.address)),
  );
  return shared.length === 0 ? null : { kind: 'people', names: shared.map((one) => one.name) };
}

/** Nobody wrote down what a deal of nothing is worth. */
function value(from: Card, to: Card): Fact | null {
  if (from.value === null || to.value === null || plainAmount(from.value) === '0') return null;
  return { kind: isSameMoney(from.value, to.value) ? 'value' : 'other-value', value: to.value };
}

/** Amounts are decimal texts: 1000 and 1000.00 are one. */
function isSameMoney(one: Money, other: Money): boolean {
  return one.currency === other.currency && plainAmount(one) === plainAmount(other);
}

export function plainAmount({ amount }: Money): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}
