/** A search as parts that can be shown and taken away, one for each thing that was typed. Pure; throws nothing. */
import type { SearchCondition, SearchQuery } from '../domain/search.ts';

export interface SearchPart {
  /** As typed. */
  readonly source: string;
  /** Any of them fulfils the part: `has:image` is a list of endings. */
  readonly conditions: readonly SearchCondition[];
  readonly isNegated: boolean;
}

/** All of them must hold; of several in one, any. A part that stands for several conditions is there once. */
export function partsOfSearch({ clauses }: SearchQuery): readonly (readonly SearchPart[])[] {
  const all = new Map<string, SearchPart[]>();
  for (const clause of clauses) {
    const parts = new Map<string, SearchPart>();
    for (const { source, condition, isNegated } of clause) {
      const conditions = [...(parts.get(source)?.conditions ?? []), condition];
      parts.set(source, { source, conditions, isNegated });
    }
    all.set([...parts.keys()].join('\n'), [...parts.values()]);
  }
  return [...all.values()];
}

/** Whether a part says more than that a word must be somewhere. */
export function isMoreThanWords({ conditions, isNegated }: SearchPart): boolean {
  return isNegated || conditions.some((condition) => condition.kind !== 'text' || condition.field !== 'any');
}

/** The text without a part, and without the word that joined it to the one before. */
export function withoutPart(text: string, source: string): string {
  for (let at = text.indexOf(source); at >= 0; at = text.indexOf(source, at + 1)) {
    const before = text.slice(0, at);
    const after = text.slice(at + source.length);
    if (/\S$/u.test(before) || /^\S/u.test(after)) continue;
    const kept = before.replace(/(?:(?<=^|\s)(?:NOT|OR|AND|\|)\s+)+$/u, '');
    return `${kept.trim()} ${after.trim()}`.trim();
  }
  return text.replace(source, '').trim();
}
