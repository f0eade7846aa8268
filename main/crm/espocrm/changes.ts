import type { CardKind } from '../../../app/domain/card.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import type { KindSource } from '../changes-by-kind.ts';
import { everyItem } from '../every-item.ts';
import { PAGE_ITEMS, type Condition, type EspoClient } from './espo-client.ts';
import { kindReader } from './kinds.ts';
import { createdRecord } from './records.ts';
import { ENTITY_OF } from './rights.ts';
import type { Surroundings } from './to-card.ts';

/** What the cards of one EspoCRM are read with. */
export interface Reading {
  readonly client: EspoClient;
  readonly crmId: CrmId;
  readonly around: () => Promise<Surroundings>;
  readonly kinds: () => Promise<readonly CardKind[]>;
}

export function espoCards({ client, crmId, around, kinds }: Reading): KindSource {
  return {
    crmId,
    kinds,
    stages: async () => [...(await around()).stages.values()],
    reader: async (kind, since, signal) => kindReader(client, kind, await around(), since, signal),
    count: (kind, signal) => countOf(client, kind, signal),
    ids: (kind, signal) => idsOf(client, kind, signal),
  };
}

/** In the order of ids, so that what is deleted meanwhile moves nothing out of sight. */
async function idsOf(client: EspoClient, kind: CardKind, signal: CancelSignal | undefined): Promise<readonly string[]> {
  const found = await everyItem<string, { readonly id: string }>('', async (after) => {
    const where: readonly Condition[] = after === '' ? [] : [{ type: 'greaterThan', attribute: 'id', value: after }];
    const ask = { select: ['id'], where, orderBy: 'id', order: 'asc', signal } as const;
    const { items } = await client.list(`/${ENTITY_OF[kind]}`, createdRecord, ask);
    return { items, next: items.length < PAGE_ITEMS ? null : (items.at(-1)?.id ?? null) };
  });
  return found.map(({ id }) => id);
}

async function countOf(client: EspoClient, kind: CardKind, signal: CancelSignal | undefined): Promise<number | null> {
  const page = await client.list(`/${ENTITY_OF[kind]}`, createdRecord, { select: ['id'], maxSize: 1, signal });
  return page.total;
}
