import type { CardKind } from '../../../app/domain/card.ts';
import type { CardId } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { partsOf } from '../card-fields.ts';

/** Version of the interface: HubSpot makes one each March and September and keeps it for 18 months. */
export const VERSION = '2026-03';

/** Kinds of cards, in the order in which they are loaded: a deal names contacts and companies. */
export const KINDS = ['companies', 'contacts', 'deals', 'leads'] as const;
export type HubspotKind = (typeof KINDS)[number];

interface KindFacts {
  readonly cardKind: CardKind;
  /** Which property has the time of the last change; contacts keep their old name for it. */
  readonly changedAt: 'lastmodifieddate' | 'hs_lastmodifieddate';
  readonly properties: readonly string[];
  /** What its cards need to know of other kinds. */
  readonly associated: readonly HubspotKind[];
}

/** `hs_merged_object_ids` has the ids of the records that were merged into one. */
export const FACTS: Readonly<Record<HubspotKind, KindFacts>> = {
  companies: {
    cardKind: 'company',
    changedAt: 'hs_lastmodifieddate',
    properties: ['name', 'domain', 'hs_additional_domains', 'website', 'hubspot_owner_id', 'hs_merged_object_ids'],
    associated: [],
  },
  contacts: {
    cardKind: 'contact',
    changedAt: 'lastmodifieddate',
    properties: [
      'firstname',
      'lastname',
      'email',
      'hs_additional_emails',
      'associatedcompanyid',
      'hubspot_owner_id',
      'hs_merged_object_ids',
    ],
    associated: [],
  },
  deals: {
    cardKind: 'deal',
    changedAt: 'hs_lastmodifieddate',
    properties: [
      'dealname',
      'amount',
      'deal_currency_code',
      'dealstage',
      'closedate',
      'hubspot_owner_id',
      'hs_merged_object_ids',
    ],
    associated: ['contacts', 'companies'],
  },
  leads: {
    cardKind: 'lead',
    changedAt: 'hs_lastmodifieddate',
    properties: [
      'hs_lead_name',
      'hs_pipeline_stage',
      'hs_primary_contact_id',
      'hubspot_owner_id',
      'hs_merged_object_ids',
    ],
    associated: [],
  },
};

/** Where the objects of a kind are. */
export function objectsPath(kind: HubspotKind | 'emails'): string {
  return `/crm/objects/${VERSION}/${kind}`;
}

/** A card as HubSpot's paths name it. Throws crm.card-gone for an id that HubSpot never gave. */
export function placeOf(cardId: CardId): { readonly kind: HubspotKind; readonly id: string } {
  const { kind: cardKind, remoteId: id } = partsOf(cardId);
  const kind = KINDS.find((one) => FACTS[one].cardKind === cardKind);
  if (kind === undefined || !/^\d+$/.test(id)) throw new MailpinError('crm.card-gone', { card: cardId });
  return { kind, id };
}
