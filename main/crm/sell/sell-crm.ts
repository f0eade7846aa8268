import type { CrmId } from '../../../app/domain/ids.ts';
import type { CrmCapabilities } from '../../../app/domain/crm-capabilities.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import { askedOnce } from '../asked-once.ts';
import type { Access } from '../connector-kind.ts';
import type { Pace } from '../http/limiter.ts';
import { changes } from './changes.ts';
import { attachNote, detachNote, findNote, notesOn } from './notes.ts';
import { surroundings } from './read-cards.ts';
import { namedRecord } from './records.ts';
import { sellClient } from './sell-client.ts';
import type { SyncMemory } from './sync-changes.ts';

export const SELL_URL = 'https://api.getbase.com';

/**
 * Zendesk Sell, whose notes take mail of any number of recipients. The length of a note is not documented; this one is an
 * assumption, on the safe side of what others report.
 */
export const SELL_CAPABILITIES: CrmCapabilities = {
  cardKinds: ['lead', 'contact', 'company', 'deal'],
  cardsPerMail: 'several',
  recipientLimit: null,
  bodyLimitBytes: 48 * 1024,
  attachments: 'named',
  attachmentLimitBytes: null,
  storesMailAs: 'note',
  dedupe: 'lookup',
  searchLagMs: 0,
  keepsDate: false,
  // Without the Sync API; what is so of an account, its pages of cards say (`CardPage.way`).
  changes: 'updated-since',
  reportsDeletes: false,
  endOfLife: '2027-08-31',
  detach: 'delete-copy',
  showsForeignMail: false,
  isLocal: false,
};

export function sellCrm(id: CrmId, baseUrl: string, access: Pick<Access, 'bearer'>, pace?: Pace): CrmConnector {
  const client = sellClient(baseUrl, access, pace);
  const around = askedOnce(() => surroundings(client(), id));
  const memory: SyncMemory = { firstKeys: '' };
  return {
    id,
    capabilities: SELL_CAPABILITIES,
    async check(signal) {
      const self = await client(signal).get('/v2/users/self', namedRecord);
      return { user: self.name ?? `#${String(self.id)}` };
    },
    changes: (cursor, signal) => changes(client(signal), around, cursor, memory),
    findActivity: (key, cardId, signal) => findNote(client(signal), key, cardId),
    attach: (activity, cardId, signal) => attachNote(client(signal), activity, cardId),
    detach: (key, cardId, signal) => detachNote(client(signal), key, cardId),
    activitiesOn: (cardId, signal) => notesOn(client(signal), cardId),
  };
}
