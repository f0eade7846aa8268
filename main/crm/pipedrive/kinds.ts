import type { CardId } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { partsOf } from '../card-fields.ts';

/** Kinds that version 2 lists, in the order in which they are loaded: a deal names persons and organizations. */
export const LISTED = ['organizations', 'persons', 'deals'] as const;
export type ListedKind = (typeof LISTED)[number];

/** As `recents` names them. */
export const RECENT_ITEMS: Readonly<Record<string, ListedKind>> = {
  organization: 'organizations',
  person: 'persons',
  deal: 'deals',
};

export function listPath(kind: ListedKind | 'leads'): string {
  return kind === 'leads' ? '/api/v1/leads' : `/api/v2/${kind}`;
}

/** What a deal's card needs beyond what Pipedrive tells unasked. */
export function fieldsOf(kind: ListedKind): string | undefined {
  return kind === 'deals' ? 'participants_count,source_lead_id' : undefined;
}

export type TargetField = 'deal_id' | 'person_id' | 'org_id' | 'lead_id';

/** A card as Pipedrive's notes and files name it. */
export interface Place {
  readonly field: TargetField;
  readonly id: number | string;
  /** Where the record itself is. */
  readonly path: string;
  /** Where Pipedrive's own mail on it is; leads have none. */
  readonly mailPath: string | null;
}

const PLACES: Readonly<Record<string, { readonly field: TargetField; readonly kind: ListedKind }>> = {
  deal: { field: 'deal_id', kind: 'deals' },
  contact: { field: 'person_id', kind: 'persons' },
  company: { field: 'org_id', kind: 'organizations' },
};

/** Throws crm.card-gone for an id that Pipedrive never gave. */
export function placeOf(cardId: CardId): Place {
  const { kind: cardKind, remoteId } = partsOf(cardId);
  if (cardKind === 'lead' && /^[\da-f-]{36}$/i.test(remoteId)) {
    return { field: 'lead_id', id: remoteId, path: `/api/v1/leads/${remoteId}`, mailPath: null };
  }
  const place = PLACES[cardKind];
  if (place === undefined || !/^\d{1,15}$/.test(remoteId)) throw new MailpinError('crm.card-gone', { card: cardId });
  const { field, kind } = place;
  return {
    field,
    id: Number(remoteId),
    path: `/api/v2/${kind}/${remoteId}`,
    mailPath: `/api/v1/${kind}/${remoteId}/mailMessages`,
  };
}
