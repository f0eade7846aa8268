import { EMPTY_CARD, type Card, type CardKind, type Stage } from '../../../app/domain/card.ts';
import { canonicalAddress } from '../../../app/domain/address.ts';
import type { CardId, CrmId } from '../../../app/domain/ids.ts';
import { minutes } from './letters.ts';

const CRM = 'builtin' as CrmId;

export function cardId(kind: CardKind, remoteId: string): CardId {
  return `${CRM}:${kind}:${remoteId}` as CardId;
}

export function contact(remoteId: string, name: string, address: string, more: Partial<Card> = {}): Card {
  const canonical = canonicalAddress(address);
  const addresses = canonical === null ? [] : [{ address: canonical, isPrimary: true }];
  return card('contact', remoteId, name, { addresses, ...more });
}

export function company(remoteId: string, name: string, domain: string): Card {
  return card('company', remoteId, name, { domains: [domain] });
}

export function deal(remoteId: string, name: string, people: readonly string[], more: Partial<Card> = {}): Card {
  const peopleIds = people.map((person) => cardId('contact', person));
  return card('deal', remoteId, name, { peopleIds, stageId: 'offer', ...more });
}

function card(kind: CardKind, remoteId: string, name: string, more: Partial<Card>): Card {
  return {
    id: cardId(kind, remoteId),
    kind,
    name,
    crmId: CRM,
    remoteId,
    ...EMPTY_CARD,
    updatedAt: minutes(0),
    ...more,
  };
}

export function stage(id: string, position: number, outcome: Stage['outcome'] = 'open'): Stage {
  return { id, crmId: CRM, pipeline: 'Sales', name: id.toUpperCase(), position, outcome };
}
