/** The requests of Sell's Sync API. Source: developer.zendesk.com/api-reference/sales-crm/sync (protocol, requests, reference). */
import { hasCode } from '../../../app/errors.ts';
import { readAs } from '../read-as.ts';
import type { SyncCursor } from './cursor.ts';
import { syncItems, syncSession, type SyncItem } from './records.ts';
import type { SellClient } from './sell-client.ts';

export type SyncSession = NonNullable<SyncCursor['session']>;

/**
 * Asks what this device does not have yet. Throws crm.*.
 * @returns `none` when it has everything, `refused` when the plan or the token does not have the Sync API
 */
export async function startSync(client: SellClient, device: string): Promise<SyncSession | 'none' | 'refused'> {
  try {
    const { body } = await client.send({ ...order('POST', '/v2/sync/start', device), isReading: true });
    // 204: nothing to download.
    if (body === null) return 'none';
    const { id, queues } = readAs(syncSession, body, client.host).data;
    const { name = 'main', total_count: total } = queues?.[0]?.data ?? {};
    return { id, queue: name, total: total ?? 0 };
  } catch (error) {
    // The vendor names 403 for a scope that is missing and no status for a plan: any refusal in words is one.
    if (!hasCode(error, 'crm.forbidden', 'crm.card-gone', 'crm.wrong-address', 'crm.invalid')) throw error;
    return 'refused';
  }
}

/** The next of a session; null when it is drained, or over. Throws crm.*. */
export async function fetchSync(
  client: SellClient,
  device: string,
  { id, queue }: SyncSession,
): Promise<readonly SyncItem[] | null> {
  const path = `/v2/sync/${encodeURIComponent(id)}/queues/${encodeURIComponent(queue)}`;
  try {
    const { body } = await client.send(order('GET', path, device));
    const items = body === null ? [] : readAs(syncItems, body, client.host).items;
    return items.length === 0 ? null : items;
  } catch (error) {
    // A session that Sell has forgotten: what was not acknowledged comes with the next one.
    if (!hasCode(error, 'crm.card-gone')) throw error;
    return null;
  }
}

/** What the device has by now; it is not sent again. Saying so twice does no harm. */
export async function acknowledge(client: SellClient, device: string, keys: readonly string[]): Promise<void> {
  const body = { data: { ack_keys: keys } };
  await client.send({ ...order('POST', '/v2/sync/ack', device), body, isReading: true });
}

function order<Method extends 'GET' | 'POST'>(method: Method, path: string, device: string) {
  return { method, path, headers: { 'x-basecrm-device-uuid': device } } as const;
}
