/** The filters of Twenty's REST interface that are spoken here: one comparison, or some of which one has to hold. */
import type { StoredRecord } from './store.ts';

export interface Filter {
  readonly fields: readonly string[];
  /** A filter that speaks of the trash brings it into view. */
  readonly seesTrash: boolean;
  readonly holds: (record: StoredRecord) => boolean;
}

/** @returns null for a filter that makes no sense */
export function filterOf(text: string | null): Filter | null {
  if (text === null) return { fields: [], seesTrash: false, holds: () => true };
  const alternatives = /^or\((.*)\)$/.exec(text)?.[1];
  const parts = (alternatives?.split(',') ?? [text]).map(comparisonOf);
  const known = parts.filter((part) => part !== null);
  if (known.length < parts.length) return null;
  return {
    fields: known.map(({ field }) => field),
    seesTrash: known.some(({ field }) => field === 'deletedAt'),
    holds: (record) => known.some(({ holds }) => holds(record)),
  };
}

function comparisonOf(text: string): { field: string; holds: (record: StoredRecord) => boolean } | null {
  const [, field = '', comparator = '', wanted = ''] = /^(\w+)\[(\w+)\]:"?(.+?)"?$/.exec(text) ?? [];
  const valueOf = (record: StoredRecord): string | null => {
    const value = record[field];
    return typeof value === 'string' ? value : null;
  };
  if (comparator === 'eq') return { field, holds: (record) => valueOf(record) === wanted };
  if (comparator === 'gte') return { field, holds: (record) => (valueOf(record) ?? '') >= wanted };
  return null;
}
