import type { SearchQuery, SearchTerm, TextCondition } from '../../app/domain/search.ts';
import { firstPlaceOfDay } from '../db/search-index.ts';
import { sql, type ReadDb, type Sql } from '../db/sql.ts';
import { joinSql } from './compose-sql.ts';
import { conditionOf } from './search-conditions.ts';
import { HEAD_COLUMNS, matchOf } from './search-match.ts';

/** A search as the store can answer it. */
export interface SearchPlan {
  /** For FTS5: words every hit has; null when the search has none that must be there. */
  readonly match: string | null;
  /** The same with all words in the head of the mail; null when that asks for nothing else. */
  readonly headMatch: string | null;
  /** What else must hold. */
  readonly conditions: readonly Sql[];
  /** No hit stands before this place. */
  readonly fromPlace: number;
}

/** Throws `input.search` when a card or a mailbox is named that is not there. */
export function searchPlan(db: ReadDb, { clauses }: SearchQuery): SearchPlan {
  const words: string[] = [];
  const heads: string[] = [];
  const without: string[] = [];
  const conditions: Sql[] = [];
  for (const clause of clauses) {
    const texts = clause.filter(isText);
    const matches = texts.flatMap(({ condition }) => matchOf(db, condition) ?? []);
    const any = `(${matches.join(' OR ')})`;
    if (texts.length < clause.length || (clause.length > 1 && clause.some((term) => term.isNegated))) {
      conditions.push(anyOf(clause.map((term) => termCondition(db, term))));
    } else if (matches.length === 0) continue;
    else if (clause.some((term) => term.isNegated)) without.push(any);
    else {
      words.push(any);
      heads.push(texts.some(({ condition }) => condition.field === 'any') ? `(${HEAD_COLUMNS} : ${any})` : any);
    }
  }
  const but = without.length === 0 ? '' : ` NOT (${without.join(' OR ')})`;
  if (words.length === 0 && without.length > 0) conditions.push(not(isMatching(without.join(' OR '))));
  const match = words.length === 0 ? null : `(${words.join(' AND ')})${but}`;
  const headMatch = words.length === 0 ? null : `(${heads.join(' AND ')})${but}`;
  return { match, headMatch: headMatch === match ? null : headMatch, conditions, fromPlace: fromPlace(clauses) };
}

type TextTerm = SearchTerm & { readonly condition: TextCondition };

function isText(term: SearchTerm): term is TextTerm {
  return term.condition.kind === 'text';
}

function termCondition(db: ReadDb, { condition, isNegated }: SearchTerm): Sql {
  const holds = condition.kind === 'text' ? isMatching(matchOf(db, condition) ?? '""') : conditionOf(db, condition);
  return isNegated ? not(holds) : holds;
}

function not(condition: Sql): Sql {
  return joinSql([sql`NOT (`, condition, sql`)`]);
}

function isMatching(match: string): Sql {
  return sql`search_place.place IN (SELECT rowid FROM mail_fts WHERE mail_fts MATCH ${match})`;
}

function anyOf(conditions: readonly Sql[]): Sql {
  return joinSql([sql`(`, joinSql(conditions, ' OR '), sql`)`]);
}

/** The latest beginning that a date of the search asks of every hit. */
function fromPlace(clauses: SearchQuery['clauses']): number {
  const begins = clauses.flatMap(([term, ...others]) => {
    if (term === undefined || others.length > 0 || term.isNegated || term.condition.kind !== 'date') return [];
    return term.condition.from ?? [];
  });
  return begins.length === 0 ? 0 : Math.max(...begins.map(firstPlaceOfDay));
}
