/** Which card of a new CRM stands for a card of the old one, when mail is carried over. Pure; throws nothing. */
import { addressKeys } from '../domain/address.ts';
import type { Card } from '../domain/card.ts';
import type { CardMatching, Counterpart, Likeness, Unlikeness } from '../domain/carry.ts';
import type { CardId } from '../domain/ids.ts';
import { compareCards, familyOf, plainAmount, type CompareWith, type Comparison } from './card-likeness.ts';
import { plainCompanyName, plainName } from './plain-names.ts';
import { roleOf } from './role-address.ts';

/** Candidates shown of a card at most. */
const MOST_CANDIDATES = 10;
/** From here on one thing confirms another, and the best candidate is taken unless a second is as good. */
const SURE = 2;

/**
 * Finds the counterpart of cards among the standing cards of the new CRM. A counterpart is sure when something that belongs to it alone
 * says so: an address; a company's domain, or its whole name with no other domain; a deal's name with its value, company or people. It
 * is never sure when a second card is as likely.
 *
 * @param to standing cards of the new CRM; leads that were converted stand for nobody
 */
export function cardMatcher(to: readonly Card[], world: CompareWith): (from: Card) => CardMatching {
  const index = new Map<string, Card[]>();
  for (const card of to) {
    if (card.goneAt !== null || card.status === 'converted') continue;
    for (const key of namesOf(card, world)) {
      const same = index.get(key);
      if (same === undefined) index.set(key, [card]);
      else same.push(card);
    }
  }
  return (from) => {
    const near = new Set(namesOf(from, world).flatMap((key) => index.get(key) ?? []));
    const compared = [...near].flatMap((card) => {
      const comparison = compareCards(from, card, world);
      const strength = strengthOf(from, comparison);
      return strength === 0 ? [] : [{ cardId: card.id, strength, ...comparison }];
    });
    const ranked = compared.toSorted(
      (one, other) =>
        other.strength - one.strength ||
        other.likeness.length - one.likeness.length ||
        one.unlikeness.length - other.unlikeness.length ||
        (one.cardId < other.cardId ? -1 : 1),
    );
    const [best, second] = ranked;
    const candidates = ranked.slice(0, MOST_CANDIDATES).map(toCounterpart);
    if (best === undefined) return { state: 'none', candidates };
    const isSure = best.strength >= SURE && best.strength > (second?.strength ?? 0);
    return { state: isSure ? 'matched' : 'unsure', candidates };
  };
}

function toCounterpart({ cardId, likeness, unlikeness }: Counterpart): Counterpart {
  return { cardId, likeness, unlikeness };
}

/**
 * Two deals are never carried onto one, and two cards that have only a name in common with a third neither, without the user's word:
 * such matches become unsure. Several people or companies with one address are duplicates, and are carried onto one.
 */
export function withoutSharing(matchings: ReadonlyMap<Card, CardMatching>): ReadonlyMap<Card, CardMatching> {
  const takers = new Map<CardId, number>();
  for (const { state, candidates } of matchings.values()) {
    const [best] = candidates;
    if (state === 'matched' && best !== undefined) takers.set(best.cardId, (takers.get(best.cardId) ?? 0) + 1);
  }
  return new Map(
    [...matchings].map(([card, matching]) => {
      const [best, ...others] = matching.candidates;
      const isShared = matching.state === 'matched' && best !== undefined && (takers.get(best.cardId) ?? 0) > 1;
      if (!isShared || best.likeness.some((one) => one.kind === 'address' || one.kind === 'domain')) {
        return [card, matching];
      }
      const shared: Counterpart = { ...best, unlikeness: [...best.unlikeness, { kind: 'shared' }] };
      return [card, { state: 'unsure', candidates: [shared, ...others] }];
    }),
  );
}

/** Under what a card is looked for: whatever two cards that may be one have in common. */
function namesOf(card: Card, { isFreeMail }: CompareWith): readonly string[] {
  const family = familyOf(card.kind);
  const addresses = card.addresses.flatMap(({ address }) =>
    addressKeys(address).map(({ step, key }) => `${step} ${key}`),
  );
  const domains = card.domains.filter((domain) => !isFreeMail(domain)).map((domain) => `domain ${domain}`);
  const plain = family === 'company' ? plainCompanyName(card.name) : plainName(card.name);
  const names = plain === '' ? [] : [`name ${plain}`];
  const values =
    card.value === null || plainAmount(card.value) === '0'
      ? []
      : [`value ${plainAmount(card.value)} ${card.value.currency}`];
  return [...addresses, ...domains, ...names, ...values].map((name) => `${family} ${name}`);
}

function strengthOf(from: Card, comparison: Comparison): number {
  const family = familyOf(from.kind);
  return family === 'deal'
    ? strengthOfDeal(comparison)
    : family === 'company'
      ? strengthOfCompany(comparison)
      : strengthOfPerson(comparison);
}

/** 0: no candidate. 1: a candidate. From 2 on sure, the higher the surer. */
function strengthOfPerson({ likeness, unlikeness }: Comparison): number {
  const address = likeness.find((one) => one.kind === 'address');
  const isName = has(likeness, 'name');
  if (address !== undefined) {
    // Several people read the mail of a desk.
    if (roleOf(address.address) !== null && !isName) return 1;
    return (address.step === 'exact' ? 4 : 3) + (isName ? 2 : 0);
  }
  if (!isName) return 0;
  return has(likeness, 'company') && !has(unlikeness, 'other-address') ? 2 : 1;
}

function strengthOfCompany({ likeness, unlikeness }: Comparison): number {
  const isName = has(likeness, 'name');
  const isSimilar = isName || has(likeness, 'similar-name');
  if (has(likeness, 'domain') || has(likeness, 'address')) return isSimilar ? 4 : 3;
  if (isName && !has(unlikeness, 'other-domain')) return 2;
  return isSimilar ? 1 : 0;
}

function strengthOfDeal({ likeness, unlikeness }: Comparison): number {
  const isName = has(likeness, 'name');
  const isValue = has(likeness, 'value');
  const isWithSame = has(likeness, 'company') || has(likeness, 'people');
  const isDoubted = has(unlikeness, 'other-value') || (has(unlikeness, 'other-company') && !has(likeness, 'people'));
  if (!isName) return isValue && isWithSame ? 1 : 0;
  if (isDoubted) return 1;
  if (isValue) return isWithSame ? 4 : 3;
  return isWithSame ? 2 : 1;
}

function has(facts: readonly (Likeness | Unlikeness)[], kind: (Likeness | Unlikeness)['kind']): boolean {
  return facts.some((fact) => fact.kind === kind);
}
