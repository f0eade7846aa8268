/** What the cards of every connector are made of. */
import { canonicalAddress, canonicalDomain } from '../../app/domain/address.ts';
import { EMPTY_CARD, type Card, type CardKind } from '../../app/domain/card.ts';
import type { ActivityId, CardId, CrmId, UnixMs } from '../../app/domain/ids.ts';

/** Fields that vendors leave out, or say null of, where there is nothing. */
type Maybe<Value> = Value | null | undefined;

export function cardIdOf(crmId: CrmId, kind: CardKind, remoteId: number | string): CardId {
  return `${crmId}:${kind}:${String(remoteId)}` as CardId;
}

/** The kind of a card and its id at the CRM; an id at the CRM may have colons. */
export function partsOf(cardId: CardId): { readonly kind: string; readonly remoteId: string } {
  const [, kind = '', ...rest] = cardId.split(':');
  return { kind, remoteId: rest.join(':') };
}

export function activityIdOf(remoteId: number | string): ActivityId {
  const id: string = String(remoteId);
  return id as ActivityId;
}

/** A card of which nothing is known yet but its id and times. */
export function blankCard(
  of: Pick<Card, 'crmId' | 'kind' | 'remoteId' | 'createdAt' | 'updatedAt'>,
): Omit<Card, 'name'> {
  return {
    id: cardIdOf(of.crmId, of.kind, of.remoteId),
    ...of,
    ...EMPTY_CARD,
  };
}

/** Readable addresses, each once. @param primary null when none is */
export function addressesOf(primary: Maybe<string>, others: readonly Maybe<string>[] = []): Card['addresses'] {
  const first = canonicalAddress(primary ?? '');
  const rest = others.flatMap((one) => canonicalAddress(one ?? '') ?? []);
  return [...new Set([...(first === null ? [] : [first]), ...rest])].map((address) => ({
    address,
    isPrimary: address === first,
  }));
}

/** Hosts of web addresses or bare domains, without `www`, each once. */
export function domainsOf(...sites: readonly Maybe<string>[]): readonly string[] {
  const domains = sites.flatMap((site) => {
    const host = /^\s*(?:[a-z]+:\/\/)?(?:www\.)?([^/:?#\s]+)/i.exec(site ?? '')?.[1];
    const domain = host === undefined ? null : canonicalDomain(host);
    return domain?.includes('.') === true ? [domain] : [];
  });
  return [...new Set(domains)];
}

/** First and last name, as far as there are any. */
export function fullName(...parts: readonly Maybe<string>[]): string {
  return parts
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '')
    .join(' ');
}

/** A time as ISO 8601 with a zone. */
export function moment(text: string): UnixMs {
  return Date.parse(text) as UnixMs;
}
