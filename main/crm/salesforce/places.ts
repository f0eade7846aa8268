import type { Activity } from '../../../app/domain/activity.ts';
import type { CardId } from '../../../app/domain/ids.ts';
import type { ParticipantRole } from '../../../app/domain/mail.ts';
import { MailpinError } from '../../../app/errors.ts';
import { partsOf } from '../card-fields.ts';
import { OBJECT_OF } from './cards.ts';

/** Where a mail can be at Salesforce: it is related to one deal or company, and has people on it. */
export interface Place {
  readonly type: string;
  readonly id: string;
  readonly isPerson: boolean;
}
/** A person on a mail. */
export interface Person {
  readonly RelationId: string;
  readonly RelationType: string;
  readonly RelationAddress: string | null;
}

const TYPES = {
  from: 'FromAddress',
  to: 'ToAddress',
  cc: 'CcAddress',
} as const satisfies Partial<Record<ParticipantRole, string>>;

export function placeOf(cardId: CardId): Place {
  const { kind, remoteId: id } = partsOf(cardId);
  const type = Object.entries(OBJECT_OF).find(([known]) => known === kind)?.[1];
  if (type === undefined || !/^[a-z\d]{15}(?:[a-z\d]{3})?$/i.test(id)) {
    throw new MailpinError('crm.card-gone', { card: cardId });
  }
  return { type, id, isPerson: kind === 'contact' || kind === 'lead' };
}

/** As what somebody is on a mail, by their address; who is not on it, and got it by hand, is named under Cc. */
export function personOn({ participants }: Activity, id: string, email: string | null): Person {
  const address = email?.trim().toLowerCase() ?? '';
  const found = participants.find((one) => one.role in TYPES && one.rawAddress.trim().toLowerCase() === address);
  const role = found?.role ?? 'cc';
  const type = Object.entries(TYPES).find(([known]) => known === role)?.[1] ?? TYPES.cc;
  return { RelationId: id, RelationType: type, RelationAddress: email };
}
