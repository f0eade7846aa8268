/** What a Pipedrive company holds. Times have whole seconds; leads have UUIDs, all else numbers. */
export type PipedriveKind = 'organizations' | 'persons' | 'deals' | 'leads';

export interface StoredRecord {
  readonly id: number | string;
  readonly add_time: string;
  readonly update_time: string;
  readonly is_deleted: boolean;
  readonly [field: string]: unknown;
}
export interface StoredNote {
  readonly id: number;
  readonly content: string;
  readonly add_time: string;
  readonly active_flag: boolean;
  readonly deal_id: number | null;
  readonly person_id: number | null;
  readonly org_id: number | null;
  readonly lead_id: string | null;
}
export interface StoredFile {
  readonly id: number;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly target: string;
}

export interface PipedriveStore {
  readonly notes: Map<number, StoredNote>;
  readonly files: Map<number, StoredFile>;
  /** Pipedrive's own mail by where it is, as `deals 300`. */
  readonly mails: Map<string, readonly object[]>;
  put(kind: PipedriveKind, record: { readonly id: number | string; readonly [field: string]: unknown }): void;
  remove(kind: PipedriveKind, id: number | string): void;
  get(kind: PipedriveKind, id: number | string): StoredRecord | undefined;
  /** Deleted ones are left out. */
  all(kind: PipedriveKind): readonly StoredRecord[];
  everything(kind: PipedriveKind): readonly StoredRecord[];
  nextId(): number;
}

export function pipedriveStore(): PipedriveStore {
  const records = new Map<string, StoredRecord>();
  let seconds = Math.floor(Date.UTC(2026, 0, 5, 8) / 1_000);
  let lastId = 9_000;
  const stamp = (): string => new Date((seconds += 1) * 1_000).toISOString().replace('.000Z', 'Z');
  const keyOf = (kind: PipedriveKind, id: number | string): string => `${kind} ${String(id)}`;
  const everything = (kind: PipedriveKind): readonly StoredRecord[] =>
    [...records].filter(([key]) => key.startsWith(`${kind} `)).map(([, record]) => record);
  return {
    notes: new Map(),
    files: new Map(),
    mails: new Map(),
    everything,
    put(kind, record) {
      const known = records.get(keyOf(kind, record.id));
      const at = stamp();
      const stored = { ...known, ...record, add_time: known?.add_time ?? at, update_time: at, is_deleted: false };
      records.set(keyOf(kind, record.id), stored);
    },
    remove(kind, id) {
      const known = records.get(keyOf(kind, id));
      if (known !== undefined) records.set(keyOf(kind, id), { ...known, update_time: stamp(), is_deleted: true });
    },
    get: (kind, id) => records.get(keyOf(kind, id)),
    all: (kind) => everything(kind).filter((one) => !one.is_deleted),
    nextId: () => (lastId += 1),
  };
}
