import type { CardKind } from '../../../app/domain/card.ts';
import type { CardId } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { partsOf } from '../card-fields.ts';

/** Kinds that Twenty has, in the order in which they are loaded: a deal names people and companies. Twenty has no leads. */
export const KINDS = ['company', 'contact', 'deal'] as const satisfies readonly CardKind[];
export type TwentyCardKind = (typeof KINDS)[number];

/** As Twenty's addresses name them, and its answers. */
export const OBJECTS = {
  company: { plural: 'companies', singular: 'company', target: 'company' },
  contact: { plural: 'people', singular: 'person', target: 'person' },
  deal: { plural: 'opportunities', singular: 'opportunity', target: 'opportunity' },
} as const satisfies Record<TwentyCardKind, { plural: string; singular: string; target: string }>;

/** A card as Twenty names it. */
export interface Place {
  readonly kind: TwentyCardKind;
  readonly id: string;
}

/** RFC 9562 4; Twenty refuses other texts where an id belongs. */
const UUID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/** Throws crm.card-gone for an id that Twenty never gave. */
export function placeOf(cardId: CardId): Place {
  const { kind: cardKind, remoteId } = partsOf(cardId);
  const kind = KINDS.find((one) => one === cardKind);
  if (kind === undefined || !UUID.test(remoteId)) throw new MailpinError('crm.card-gone', { card: cardId });
  return { kind, id: remoteId };
}
