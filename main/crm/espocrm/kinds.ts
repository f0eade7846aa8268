import type { z } from 'zod';
import type { Card, CardKind } from '../../../app/domain/card.ts';
import type { CancelSignal } from '../../../app/ports.ts';
import type { MarkedRecord } from '../change-marks.ts';
import type { KindReader } from '../changes-by-kind.ts';
import { unlessGone } from '../http/gone.ts';
import { PAGE_ITEMS, type Condition, type EspoClient } from './espo-client.ts';
import { accountRecord, contactRecord, dealRecord, leadRecord } from './records.ts';
import { ENTITY_OF } from './rights.ts';
import { companyCard, contactCard, dealCard, leadCard, type Surroundings } from './to-card.ts';

const BASE = ['id', 'name', 'createdAt', 'modifiedAt', 'assignedUserName'];
/** Lists give the primary address alone. Where so many records or fewer are to be read, each is asked for all of its addresses. */
const FEW_RECORDS = 1_000;

/** @param since as EspoCRM writes times; empty for all. Its reader throws crm.*. */
export function kindReader(
  client: EspoClient,
  kind: CardKind,
  around: Surroundings,
  since: string,
  signal: CancelSignal | undefined,
): KindReader {
  const asked = { client, since, signal, path: `/${ENTITY_OF[kind]}` };
  switch (kind) {
    case 'contact':
      return reader(asked, contactRecord, ['emailAddress', 'accountId'], (record) => contactCard(record, around));
    case 'company':
      return reader(asked, accountRecord, ['emailAddress', 'website'], (record) => companyCard(record, around));
    case 'lead': {
      const fields = ['emailAddress', 'accountName', 'status', 'createdContactId', 'createdAccountId'];
      return reader(asked, leadRecord, fields, (record) => leadCard(record, around));
    }
    case 'deal': {
      const fields = ['stage', 'amount', 'amountCurrency', 'closeDate', 'accountId', 'contactsIds'];
      return reader(asked, dealRecord, fields, (record) => dealCard(record, around));
    }
  }
}

interface Asked {
  readonly client: EspoClient;
  readonly path: string;
  readonly since: string;
  readonly signal: CancelSignal | undefined;
}
interface EspoRecord {
  readonly id: string;
  readonly createdAt?: string | null | undefined;
  readonly modifiedAt?: string | null | undefined;
}

function reader<Item extends EspoRecord>(
  { client, path, since, signal }: Asked,
  shape: z.ZodType<Item>,
  fields: readonly string[],
  toCard: (record: Item) => Card,
): KindReader {
  const where: readonly Condition[] =
    since === '' ? [] : [{ type: 'greaterThanOrEquals', attribute: 'modifiedAt', value: since }];
  let last: readonly Item[] = [];
  let areFew = false;

  /** A record that went meanwhile stays as the list had it: the next round notices. */
  async function whole(record: Item): Promise<Item> {
    return (await unlessGone(() => client.get(`${path}/${record.id}`, shape, { signal }))) ?? record;
  }
  return {
    async read(offset) {
      const ask = { select: [...BASE, ...fields], where, orderBy: 'modifiedAt', order: 'asc', offset, signal } as const;
      const { items, total } = await client.list(path, shape, ask);
      last = items;
      areFew = fields.includes('emailAddress') && (total === null ? items.length < PAGE_ITEMS : total <= FEW_RECORDS);
      return { items: items.map(marked), isFull: items.length === PAGE_ITEMS };
    },
    async toCards(records) {
      const wanted = new Set(records.map(({ id }) => id));
      const chosen = last.filter(({ id }) => wanted.has(id));
      return (areFew ? await Promise.all(chosen.map(whole)) : chosen).map(toCard);
    },
  };
}

function marked(record: EspoRecord): MarkedRecord {
  const { id, createdAt, modifiedAt } = record;
  return { id, createdAt: createdAt ?? '', changedAt: modifiedAt ?? '', content: record };
}
