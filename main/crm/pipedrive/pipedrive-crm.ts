import type { CrmCapabilities } from '../../../app/domain/crm-capabilities.ts';
import type { CrmId, UnixMs } from '../../../app/domain/ids.ts';
import type { CancelSignal, CrmActivity, CrmConnector } from '../../../app/ports.ts';
import { askedOnce } from '../asked-once.ts';
import { activityIdOf } from '../card-fields.ts';
import type { Access } from '../connector-kind.ts';
import type { Pace } from '../http/limiter.ts';
import { inTurn } from '../in-turn.ts';
import { hasNoteMark, noteSubject } from '../note-text.ts';
import { remembered } from '../remembered.ts';
import { attachNote, detachNote, findNote, type NoteParts } from './attach.ts';
import { changes } from './changes.ts';
import { placeOf, type Place } from './kinds.ts';
import { plainText } from './note-html.ts';
import { mailsOn, notesOn } from './notes.ts';
import { pipedriveClient, type PipedriveClient } from './pipedrive-client.ts';
import { surroundings } from './surroundings.ts';

/**
 * Pipedrive. A mail is a note, on a deal, a person, an organization and a lead at once. Assumed, not in Pipedrive's documents: a note holds
 * 48 KiB, a file 50 MB; `null` takes a note off a card; the server's midnight is UTC's.
 */
export const PIPEDRIVE_CAPABILITIES: CrmCapabilities = {
  cardKinds: ['lead', 'contact', 'company', 'deal'],
  cardsPerMail: 'several',
  recipientLimit: null,
  bodyLimitBytes: 48 * 1024,
  attachments: 'sent',
  attachmentLimitBytes: 50 * 1024 * 1024,
  storesMailAs: 'note',
  dedupe: 'lookup',
  searchLagMs: 0,
  keepsDate: true,
  changes: 'updated-since',
  reportsDeletes: true,
  endOfLife: null,
  detach: 'unlink',
  showsForeignMail: true,
  isLocal: false,
};

/** Users and stages change seldom, and asking costs a share of the company's budget. */
const SURROUNDINGS_MS = 10 * 60_000;
const MADE_MS = 10 * 60_000;
const MAILS_MS = 60_000;

export function pipedriveCrm(id: CrmId, baseUrl: string, access: Access, pace?: Pace): CrmConnector {
  const client = pipedriveClient(baseUrl, access, pace);
  const around = askedOnce((signal?: CancelSignal) => surroundings(client, id, signal), SURROUNDINGS_MS);
  const parts: NoteParts = {
    client,
    isAdmin: async (signal) => (await around(signal)).isAdmin,
    made: remembered(MADE_MS),
    mails: remembered(MAILS_MS),
  };
  const oneByOne = inTurn();
  return {
    id,
    capabilities: PIPEDRIVE_CAPABILITIES,
    async check(signal) {
      around.forget();
      const { user, company } = await around(signal);
      return { user: company === '' ? user : `${user}, ${company}` };
    },
    changes: (cursor, signal) => changes({ client, around }, cursor, signal),
    findActivity: (key, cardId, signal) => findNote(parts, key, cardId, signal),
    attach: (activity, cardId, signal) => oneByOne(activity.key, () => attachNote(parts, activity, cardId, signal)),
    detach: (key, cardId, signal) => oneByOne(key, () => detachNote(parts, key, cardId, signal)),
    activitiesOn: (cardId, signal) => activitiesOn(client, placeOf(cardId), signal),
  };
}

/** Notes and Pipedrive's own mail, newest first. */
async function activitiesOn(
  client: PipedriveClient,
  place: Place,
  signal?: CancelSignal,
): Promise<readonly CrmActivity[]> {
  const [notes, mails] = await Promise.all([notesOn(client, place, signal), mailsOn(client, place, signal)]);
  const ofNotes = notes.map(({ id, content, add_time: at }) => {
    const text = plainText(content ?? '');
    const isOurs = hasNoteMark(text);
    return {
      activityId: activityIdOf(id),
      key: null,
      isOurs,
      isMail: isOurs,
      subject: noteSubject(text),
      sentAt: Date.parse(`${at.replace(' ', 'T')}Z`) as UnixMs,
    };
  });
  const ofMails = mails.map(({ id, subject, message_time: at, mua_message_id: messageId }) => ({
    activityId: activityIdOf(`mail ${String(id)}`),
    key: null,
    isOurs: false,
    isMail: true,
    messageId: messageId ?? null,
    subject: subject ?? '',
    sentAt: (at === null || at === undefined ? 0 : Date.parse(at)) as UnixMs,
  }));
  return [...ofNotes, ...ofMails].toSorted((a, b) => b.sentAt - a.sentAt);
}
