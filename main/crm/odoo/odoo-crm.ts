import type { CrmCapabilities } from '../../../app/domain/crm-capabilities.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { hasCode, type ErrorCode } from '../../../app/errors.ts';
import type { CancelSignal, CrmConnector } from '../../../app/ports.ts';
import { askedOnce } from '../asked-once.ts';
import { changesByKind } from '../changes-by-kind.ts';
import { refuseWithout } from '../http/at-sign-in.ts';
import type { Pace } from '../http/limiter.ts';
import { odooCards, readStages } from './cards.ts';
import { attachMessage, detachMessage, findMessage, messagesOn } from './messages.ts';
import { odooClient, type OdooClient } from './odoo-client.ts';
import { userRecord } from './records.ts';
import type { OdooLogin } from './session.ts';

/**
 * Odoo, where a mail becomes a message in the chatter of a record; a mail on several records is a message on each. The limits of text
 * and files are ours: Odoo has none of its own, a proxy in front of it may.
 */
export const ODOO_CAPABILITIES: CrmCapabilities = {
  cardKinds: ['lead', 'contact', 'company', 'deal'],
  cardsPerMail: 'several',
  recipientLimit: null,
  bodyLimitBytes: 512 * 1024,
  attachments: 'sent',
  attachmentLimitBytes: 25 * 1024 * 1024,
  storesMailAs: 'email',
  dedupe: 'lookup',
  searchLagMs: 0,
  keepsDate: true,
  changes: 'updated-since',
  reportsDeletes: true,
  endOfLife: null,
  detach: 'delete-copy',
  showsForeignMail: true,
  isLocal: false,
};

/** What Mailpin does there. Posting in a chatter asks for the right to write the record. */
const WANTED = [
  ['res.partner', 'read'],
  ['res.partner', 'write'],
  ['crm.lead', 'read'],
  ['crm.lead', 'write'],
  ['crm.stage', 'read'],
  ['mail.message', 'create'],
  ['mail.message', 'unlink'],
] as const;
/** Since this version rights are asked for by another name. */
const HAS_ACCESS_SINCE = 18;

export function odooCrm(id: CrmId, baseUrl: string, login: OdooLogin, pace?: Pace): CrmConnector {
  const client = odooClient(baseUrl, login, pace);
  const cards = odooCards(
    client,
    id,
    askedOnce(() => readStages(client, id)),
  );
  return {
    id,
    capabilities: ODOO_CAPABILITIES,
    async check(signal) {
      const { uid } = await client.session(signal);
      refuseWithout(await missingRights(client, signal));
      const [user] = await client.search('res.users', userRecord, { domain: [['id', '=', uid]], signal });
      return { user: user?.name || user?.login || `#${String(uid)}` };
    },
    changes: (cursor, signal) => changesByKind(cards, cursor, signal),
    findActivity: (key, cardId, signal) => findMessage(client, key, cardId, signal),
    attach: (activity, cardId, signal) => attachMessage(client, activity, cardId, signal),
    detach: (key, cardId, signal) => detachMessage(client, key, cardId, signal),
    activitiesOn: (cardId, signal) => messagesOn(client, cardId, signal),
  };
}

/** Without the app CRM its models are not there, which is a lack like another. */
async function missingRights(client: OdooClient, signal: CancelSignal | undefined): Promise<readonly string[]> {
  const { version } = await client.session(signal);
  const missing: string[] = [];
  for (const [model, operation] of WANTED) {
    const first = { name: 'operation', value: operation } as const;
    const call =
      version >= HAS_ACCESS_SINCE
        ? { model, method: 'has_access', ids: [], first, isReading: true }
        : { model, method: 'check_access_rights', first, named: { raise_exception: false }, isReading: true };
    const isGranted = await client.call(call, signal).catch((error: unknown) => {
      if (hasCode(error, ...REFUSALS)) return false;
      throw error;
    });
    if (isGranted !== true) missing.push(`${model}: ${operation}`);
  }
  return missing;
}

const REFUSALS: readonly ErrorCode[] = ['crm.forbidden', 'crm.rule-refused', 'crm.invalid', 'crm.card-gone'];
