import type { CrmCapabilities } from '../../../app/domain/crm-capabilities.ts';
import type { CardId, CrmId } from '../../../app/domain/ids.ts';
import type { CancelSignal, CrmActivity, CrmConnector, CrmIdentity } from '../../../app/ports.ts';
import { askedOnce } from '../asked-once.ts';
import { activityIdOf, moment } from '../card-fields.ts';
import type { Access } from '../connector-kind.ts';
import type { Pace } from '../http/limiter.ts';
import { inTurn } from '../in-turn.ts';
import { hasNoteMark } from '../note-text.ts';
import { changes } from './changes.ts';
import { KINDS, OBJECTS, placeOf } from './kinds.ts';
import { plainText } from './note-markdown.ts';
import { attachNote, detachNote, findNote, type NoteParts } from './notes.ts';
import { bareRecord, targetWithNote } from './records.ts';
import { surroundings } from './surroundings.ts';
import { fieldOf, targetNames } from './target-names.ts';
import { twentyClient, type TwentyClient } from './twenty-client.ts';

/** Twenty. A mail is a note on any number of cards. Assumed, not in its documents: a note holds 256 KiB. */
export const TWENTY_CAPABILITIES: CrmCapabilities = {
  cardKinds: [...KINDS],
  cardsPerMail: 'several',
  recipientLimit: null,
  bodyLimitBytes: 256 * 1024,
  attachments: 'named',
  attachmentLimitBytes: null,
  storesMailAs: 'note',
  dedupe: 'atomic',
  searchLagMs: 0,
  keepsDate: false,
  changes: 'updated-since',
  reportsDeletes: true,
  endOfLife: null,
  detach: 'unlink',
  showsForeignMail: false,
  isLocal: false,
};

export function twentyCrm(id: CrmId, baseUrl: string, access: Access, pace?: Pace): CrmConnector {
  const client = twentyClient(baseUrl, access, pace);
  const around = askedOnce(() => surroundings(client, id));
  const parts: NoteParts = { client, names: targetNames() };
  const oneByOne = inTurn();
  return {
    id,
    capabilities: TWENTY_CAPABILITIES,
    check: (signal) => check(client, signal),
    changes: (cursor, signal) => changes({ client, around }, cursor, signal),
    findActivity: (key, cardId, signal) => findNote(parts, key, cardId, signal),
    attach: (activity, cardId, signal) => oneByOne(activity.key, () => attachNote(parts, activity, cardId, signal)),
    detach: (key, cardId, signal) => oneByOne(key, () => detachNote(parts, key, cardId, signal)),
    activitiesOn: (cardId, signal) => activitiesOn(parts, cardId, signal),
  };
}

/** A key belongs to a workspace and to nobody in it. Whatever the connector reads is looked at once, so that a missing right is named now. */
async function check(client: TwentyClient, signal?: CancelSignal): Promise<CrmIdentity> {
  const lists = [...KINDS.map((kind) => OBJECTS[kind].plural), 'notes', 'noteTargets'];
  for (const list of lists) {
    await client.page({ method: 'GET', path: `/rest/${list}`, query: { limit: 1, depth: 0 } }, bareRecord, signal);
  }
  return { user: null };
}

/** Notes, newest first. */
async function activitiesOn(
  { client, names }: NoteParts,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<readonly CrmActivity[]> {
  const { kind, id } = placeOf(cardId);
  const targets = await names.named((prefix) => {
    const query = { depth: 1, filter: `${fieldOf(kind, prefix)}[eq]:"${id}"`, order_by: 'id[AscNullsFirst]' };
    return client.all({ method: 'GET', path: '/rest/noteTargets', query }, targetWithNote, signal);
  });
  const notes = new Map(targets.flatMap(({ note }) => (note ? [[note.id, note] as const] : [])));
  return [...notes.values()]
    .filter(({ deletedAt }) => !deletedAt)
    .map((note) => {
      const isOurs = hasNoteMark(plainText(note.bodyV2?.markdown ?? ''));
      return {
        activityId: activityIdOf(note.id),
        key: null,
        isOurs,
        isMail: isOurs,
        subject: note.title ?? '',
        sentAt: moment(note.createdAt),
      };
    })
    .toSorted((a, b) => b.sentAt - a.sentAt);
}
