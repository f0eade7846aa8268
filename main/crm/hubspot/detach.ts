import type { CardId, MessageKey } from '../../../app/domain/ids.ts';
import type { DetachOutcome } from '../../../app/domain/outbox.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import { afterWriting } from '../http/ambiguous.ts';
import { takeOffEach } from '../take-off-each.ts';
import type { EmailParts } from './attach.ts';
import { isOn, isOurs, newestOnCard, readEmail, searchEmails, type Place } from './emails.ts';
import { removeFiles } from './files.ts';
import { objectsPath, placeOf } from './kinds.ts';
import type { ObjectRecord } from './records.ts';

/**
 * Takes a mail off a card. A record of ours that is on no card then is thrown away with its files; one that HubSpot's own mail sync made
 * stays, since it was there without us.
 */
export async function detachEmail(
  parts: EmailParts,
  key: MessageKey,
  cardId: CardId,
  signal?: CancelSignal,
): Promise<DetachOutcome> {
  const { client, made } = parts;
  const place = placeOf(cardId);
  const records = await recordsOn(parts, key, place, signal);
  return takeOffEach(records, async (record) => {
    const path = `${objectsPath('emails')}/${record.id}`;
    if (!isOurs(record) || linkCount(record) > 1) {
      await client.remove(`${path}/associations/${place.kind}/${place.id}`, signal);
      return 'unlinked';
    }
    made.forget(key);
    await client.remove(path, signal);
    const files = record.properties['hs_attachment_ids']?.split(';').filter((id) => id !== '') ?? [];
    await afterWriting(() => removeFiles(client, files, signal));
    return 'deleted';
  });
}

/** Every record of a mail that is on a card: two computers may have made one each. */
export async function recordsOn(
  { client, made }: EmailParts,
  key: MessageKey,
  place: Place,
  signal?: CancelSignal,
): Promise<readonly ObjectRecord[]> {
  const known = made.get(key);
  const found = [...(await searchEmails(client, key, signal)), ...(await newestOnCard(client, key, place, signal))].map(
    ({ id }) => id,
  );
  const ids = new Set([...(known === undefined || known === null ? [] : [known]), ...found]);
  const records: ObjectRecord[] = [];
  for (const id of ids) {
    const record = await readEmail(client, id, signal);
    if (record !== null && isOn(record, place)) records.push(record);
  }
  return records;
}

function linkCount({ associations }: ObjectRecord): number {
  const linked = Object.entries(associations ?? {}).flatMap(([kind, { results }]) =>
    results.map(({ id }) => `${kind} ${id}`),
  );
  return new Set(linked).size;
}
