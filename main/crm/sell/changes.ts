import { randomUUID } from 'node:crypto';
import type { CardPage } from '../../../app/ports.ts';
import { newestConversion } from './conversions.ts';
import { readCursor, type PagesCursor, type SyncCursor } from './cursor.ts';
import { changesByPage, firstPagesCursor } from './page-changes.ts';
import type { AskSurroundings } from './read-cards.ts';
import type { SellClient } from './sell-client.ts';
import { changesBySync, type SyncMemory } from './sync-changes.ts';
import { startSync } from './sync-session.ts';

/** A plan may be changed: so often Sell is asked once more whether it has the Sync API. */
const ASK_AGAIN_MS = 24 * 60 * 60_000;
const BY_SYNC = { changes: 'cursor', reportsDeletes: true } as const;
const BY_PAGE = { changes: 'updated-since', reportsDeletes: false } as const;

/**
 * Cards changed since a cursor: by the Sync API where the plan has it, else by the pages of the Core API. A plan that gets or loses it is
 * noticed; all cards come once more then. Throws crm.*.
 */
export async function changes(
  client: SellClient,
  around: AskSurroundings,
  text: string | null,
  memory: SyncMemory,
): Promise<CardPage> {
  const known = text === null ? null : readCursor(text);
  if (known?.way === 'sync') {
    const found = await changesBySync(client, around, known, memory);
    if (found !== null) return { isFromStart: false, ...found, way: BY_SYNC };
    return await byPage(client, around, await firstPagesCursor(client, Date.now()));
  }
  const isDue = known === null || (known.load === null && Date.now() - known.askedAt > ASK_AGAIN_MS);
  if (isDue) {
    const cursor = await firstSyncCursor(client);
    if (cursor !== null) return nothingYet(cursor);
  }
  const askedAt = isDue ? Date.now() : known.askedAt;
  return await byPage(client, around, known === null ? await firstPagesCursor(client, askedAt) : { ...known, askedAt });
}

async function byPage(client: SellClient, around: AskSurroundings, cursor: PagesCursor): Promise<CardPage> {
  return { isFromStart: false, ...(await changesByPage(client, around, cursor)), way: BY_PAGE };
}

/** Null where there is no Sync API. A device that was never heard of is sent everything. */
async function firstSyncCursor(client: SellClient): Promise<SyncCursor | null> {
  const device = randomUUID();
  const started = await startSync(client, device);
  if (started === 'refused') return null;
  const session = started === 'none' ? null : started;
  return { way: 'sync', device, session, ack: [], conversion: await newestConversion(client) };
}

/** The device has its name for good before anything is sent to it. */
function nothingYet(cursor: SyncCursor): CardPage {
  return { isFromStart: false, cards: [], stages: [], cursor: JSON.stringify(cursor), way: BY_SYNC };
}
