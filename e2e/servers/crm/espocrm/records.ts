/** What EspoCRM keeps: records by type, with its ids, times and authors. */
import { randomBytes } from 'node:crypto';

export const CARD_TYPES = ['Lead', 'Contact', 'Account', 'Opportunity'] as const;
export type CardType = (typeof CARD_TYPES)[number];
export type EntityType = CardType | 'Email';

export interface EspoRecord {
  readonly id: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly createdById: string;
  readonly modifiedById: string | null;
  readonly [attribute: string]: unknown;
}

/** Attributes that can be asked for in `where` and `orderBy`; another is answered 400. */
export const ATTRIBUTES: Readonly<Record<EntityType, readonly string[]>> = {
  Contact: ['emailAddress', 'accountId', 'accountName'],
  Account: ['emailAddress', 'website'],
  Lead: ['emailAddress', 'accountName', 'status', 'createdContactId', 'createdAccountId', 'createdOpportunityId'],
  Opportunity: [
    'stage',
    'amount',
    'amountCurrency',
    'closeDate',
    'accountId',
    'accountName',
    'contactsIds',
    'contactsNames',
  ],
  Email: [
    'messageId',
    'dateSent',
    'parentType',
    'parentId',
    'parentName',
    'from',
    'to',
    'cc',
    'body',
    'bodyPlain',
    'status',
    'attachmentsIds',
  ],
};
export const BASE_ATTRIBUTES = [
  'id',
  'name',
  'deleted',
  'createdAt',
  'modifiedAt',
  'createdById',
  'createdByName',
  'modifiedById',
  'modifiedByName',
  'assignedUserId',
  'assignedUserName',
] as const;

export interface RecordStore {
  /** Standing records of a type, in the order of their making. */
  all(type: EntityType): readonly EspoRecord[];
  find(type: string, id: string): EspoRecord | undefined;
  /** Creates or replaces a record; it counts as changed now. */
  put(type: EntityType, fields: Readonly<Record<string, unknown>>, author: string): EspoRecord;
  /** Changes some attributes of a record. */
  change(type: EntityType, id: string, fields: Readonly<Record<string, unknown>>, author: string): EspoRecord;
  remove(type: EntityType, id: string): void;
  /** Time stands still, so that several changes have one second. */
  freeze(): void;
  now(): string;
}

export function recordStore(): RecordStore {
  const tables = new Map<string, Map<string, EspoRecord>>();
  let seconds = Date.UTC(2026, 0, 5, 8) / 1_000;
  let step = 1;
  const stamp = (): string => {
    seconds += step;
    return new Date(seconds * 1_000).toISOString().slice(0, 19).replace('T', ' ');
  };
  const table = (type: string): Map<string, EspoRecord> => {
    const found = tables.get(type) ?? new Map<string, EspoRecord>();
    tables.set(type, found);
    return found;
  };
  return {
    all: (type) => [...table(type).values()],
    find: (type, id) => table(type).get(id),
    put(type, fields, author) {
      const at = stamp();
      const id = typeof fields['id'] === 'string' ? fields['id'] : newId();
      const before = table(type).get(id);
      const record: EspoRecord = {
        ...fields,
        id,
        createdAt: before?.createdAt ?? at,
        modifiedAt: at,
        createdById: before?.createdById ?? author,
        modifiedById: before === undefined ? null : author,
      };
      table(type).set(id, record);
      return record;
    },
    change(type, id, fields, author) {
      const before = table(type).get(id);
      if (before === undefined) throw new Error(`no ${type} ${id}`);
      const record = { ...before, ...fields, modifiedAt: stamp(), modifiedById: author };
      table(type).set(id, record);
      return record;
    },
    remove: (type, id) => void table(type).delete(id),
    freeze() {
      step = 0;
    },
    now: () => new Date(seconds * 1_000).toISOString().slice(0, 19).replace('T', ' '),
  };
}

/** Ids are 17 hex digits. */
export function newId(): string {
  return randomBytes(9).toString('hex').slice(0, 17);
}
