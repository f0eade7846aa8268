import type { CardDraft, CardKind } from '../../../app/domain/card.ts';
import type { CardId } from '../../../app/domain/ids.ts';

/** A card for the CRM inside Mailpin, of which nothing is known but its name. */
export function sampleDraft(kind: CardKind, remoteId: string, fields: Partial<CardDraft> = {}): CardDraft {
  const id: string = `builtin:${kind}:${remoteId}`;
  return {
    id: id as CardId,
    kind,
    remoteId,
    name: remoteId,
    status: null,
    addresses: [],
    domains: [],
    companyId: null,
    peopleIds: [],
    stage: null,
    value: null,
    ownerName: null,
    convertedToId: null,
    createdAt: null,
    closedAt: null,
    ...fields,
  };
}
