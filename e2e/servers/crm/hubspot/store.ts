/** What a HubSpot account holds: objects, links between them, what the search knows of them, and files. */
import { changedAt, type HubspotObject } from './schema.ts';

export interface StoredObject {
  readonly kind: HubspotObject;
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Null while it is not in the recycle bin. */
  readonly archivedAt: string | null;
}
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly access: string;
  readonly bytes: Uint8Array;
}

export interface HubspotStore {
  put(kind: HubspotObject, id: string, properties: Readonly<Record<string, string | null>>): StoredObject;
  archive(kind: HubspotObject, id: string): boolean;
  /** Not in the bin. */
  get(kind: HubspotObject, id: string): StoredObject | undefined;
  /** In the order of their ids. */
  all(kind: HubspotObject, isArchived: boolean): readonly StoredObject[];
  /** What the search shows: not what was written since it last looked, and still what was thrown away since. */
  indexed(kind: HubspotObject): readonly StoredObject[];
  /** The search looks now. */
  index(): void;
  link(one: StoredObject, other: StoredObject): void;
  unlink(one: StoredObject, other: StoredObject): void;
  /** Ids of everything of a kind that an object is linked with. */
  linked(object: StoredObject, kind: HubspotObject): readonly string[];
  readonly files: Map<string, StoredFile>;
  nextId(): string;
}

/** The search shows a change this late; tests that need it at once call `index`. */
const INDEX_LAG_MS = 2_000;

export function hubspotStore(): HubspotStore {
  const objects = new Map<string, StoredObject>();
  const links = new Set<string>();
  const index = new Map<string, StoredObject>();
  const files = new Map<string, StoredFile>();
  let pending: { readonly at: number; readonly key: string }[] = [];
  let lastStamp = 0;
  let lastId = 65_059_681_000n;
  const keyOf = (kind: string, id: string): string => `${kind} ${id}`;
  /** Milliseconds, no two changes at the same. */
  const stamp = (): string => {
    lastStamp = Math.max(lastStamp + 1, Date.now());
    return new Date(lastStamp).toISOString();
  };
  const nextId = (): string => String((lastId += 1n));

  function save(object: StoredObject): StoredObject {
    const key = keyOf(object.kind, object.id);
    objects.set(key, object);
    pending.push({ at: Date.now(), key });
    return object;
  }

  function bringUpToDate(until: number): void {
    for (const { key } of pending.filter(({ at }) => at <= until)) {
      const object = objects.get(key);
      if (object !== undefined && object.archivedAt === null) index.set(key, object);
      else index.delete(key);
    }
    pending = pending.filter(({ at }) => at > until);
  }

  const linkKey = (one: StoredObject, other: StoredObject): string =>
    [keyOf(one.kind, one.id), keyOf(other.kind, other.id)].toSorted().join('|');

  return {
    files,
    nextId,
    put(kind, id, properties) {
      const known = objects.get(keyOf(kind, id));
      const at = stamp();
      const created = known?.createdAt ?? at;
      const filled = {
        ...known?.properties,
        ...properties,
        hs_object_id: id,
        [kind === 'emails' || kind === 'leads' ? 'hs_createdate' : 'createdate']: created,
        [changedAt(kind)]: at,
      };
      return save({ kind, id, properties: filled, createdAt: created, updatedAt: at, archivedAt: null });
    },
    archive(kind, id) {
      const known = objects.get(keyOf(kind, id));
      if (known === undefined || known.archivedAt !== null) return false;
      save({ ...known, archivedAt: stamp() });
      for (const link of links) if (link.split('|').includes(keyOf(kind, id))) links.delete(link);
      return true;
    },
    get(kind, id) {
      const found = objects.get(keyOf(kind, id));
      return found?.archivedAt === null ? found : undefined;
    },
    all: (kind, isArchived) =>
      [...objects.values()]
        .filter((one) => one.kind === kind && (one.archivedAt !== null) === isArchived)
        .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1)),
    indexed(kind) {
      bringUpToDate(Date.now() - INDEX_LAG_MS);
      return [...index.values()].filter((one) => one.kind === kind);
    },
    index: () => bringUpToDate(Number.POSITIVE_INFINITY),
    link: (one, other) => void links.add(linkKey(one, other)),
    unlink: (one, other) => void links.delete(linkKey(one, other)),
    linked(object, kind) {
      const mine = keyOf(object.kind, object.id);
      return [...links].flatMap((link) => {
        const [one = '', other = ''] = link.split('|');
        const [theirs] = one === mine ? [other] : other === mine ? [one] : [];
        return theirs?.startsWith(`${kind} `) === true ? [theirs.slice(kind.length + 1)] : [];
      });
    },
  };
}
