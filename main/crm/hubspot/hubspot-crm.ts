import type { CrmCapabilities } from '../../../app/domain/crm-capabilities.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import type { CancelSignal, CrmConnector } from '../../../app/ports.ts';
import { askedOnce } from '../asked-once.ts';
import { activityIdOf } from '../card-fields.ts';
import type { Access } from '../connector-kind.ts';
import type { Pace } from '../http/limiter.ts';
import { inTurn } from '../in-turn.ts';
import { remembered } from '../remembered.ts';
import { associationTypes } from './association-types.ts';
import { attachEmail, type EmailParts } from './attach.ts';
import { recycleBins } from './bins.ts';
import { changes } from './changes.ts';
import { check } from './check.ts';
import { detachEmail, recordsOn } from './detach.ts';
import { emailsOn } from './emails.ts';
import { hubspotClient } from './hubspot-client.ts';
import { placeOf } from './kinds.ts';
import { surroundings } from './surroundings.ts';

/**
 * HubSpot. A mail is an email object of its own, which is on as many records as one likes. Claims that rest on other people's notes, not on
 * HubSpot's documents: texts hold 65,536 characters; `hs_email_message_id` can be written and is what HubSpot's own mail sync writes
 * too; files of free accounts hold 20 MB.
 */
export const HUBSPOT_CAPABILITIES: CrmCapabilities = {
  cardKinds: ['lead', 'contact', 'company', 'deal'],
  cardsPerMail: 'several',
  recipientLimit: null,
  bodyLimitBytes: 60_000,
  attachments: 'sent',
  attachmentLimitBytes: 20 * 1024 * 1024,
  storesMailAs: 'email',
  dedupe: 'lookup',
  // The search takes "a few moments", but the card itself shows at once what was put there, and is looked at.
  searchLagMs: 5_000,
  keepsDate: true,
  changes: 'updated-since',
  reportsDeletes: true,
  endOfLife: null,
  detach: 'unlink',
  showsForeignMail: true,
  isLocal: false,
};

/** The search has found by then what was written. */
const REMEMBERED_MS = 5 * 60_000;

export function hubspotCrm(id: CrmId, baseUrl: string, access: Pick<Access, 'bearer'>, pace?: Pace): CrmConnector {
  const client = hubspotClient(baseUrl, access, pace);
  const parts: EmailParts = { client, typeTo: associationTypes(client), made: remembered(REMEMBERED_MS) };
  const oneByOne = inTurn();
  const around = askedOnce((signal?: CancelSignal) => surroundings(client, id, signal));
  const changeParts = { client, around, lookThroughBins: recycleBins(client) };
  return {
    id,
    capabilities: HUBSPOT_CAPABILITIES,
    check: (signal) => check(client, access, signal),
    changes: (cursor, signal) => changes(changeParts, cursor, signal),
    async findActivity(key, cardId, signal) {
      const [record] = await recordsOn(parts, key, placeOf(cardId), signal);
      return record === undefined ? null : activityIdOf(record.id);
    },
    attach: (activity, cardId, signal) => oneByOne(activity.key, () => attachEmail(parts, activity, cardId, signal)),
    detach: (key, cardId, signal) => oneByOne(key, () => detachEmail(parts, key, cardId, signal)),
    activitiesOn: (cardId, signal) => emailsOn(client, placeOf(cardId), signal),
  };
}
