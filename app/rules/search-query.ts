/**
 * The search language: words, "phrases", beginnings*, operators with a value, `-` for not, OR between two parts. The window, the command
 * line and the engine read it with this one function. Pure; throws nothing, whatever was typed.
 */
import type { CardKind } from '../domain/card.ts';
import type { ThreadId, UnixMs } from '../domain/ids.ts';
import {
  SEARCH_FIELDS,
  SEARCH_STATES,
  type SearchCondition,
  type SearchField,
  type SearchProblem,
  type SearchQuery,
  type SearchTerm,
  type TextCondition,
} from '../domain/search.ts';
import { searchTokens } from '../domain/search-fold.ts';
import { dateRange, type DateRange } from './search-dates.ts';
import {
  fileEndings,
  isAttachmentWord,
  isMe,
  operatorLike,
  operatorNamed,
  stateNamed,
  type Operator,
} from './search-operators.ts';

/** More parts than anybody types; keeps a pasted page from becoming a query of thousands of terms. */
const MAX_PARTS = 16;
const QUOTES = '"“”„«»「」';
/** `-` (or the minus sign), a name with a colon, then a phrase in quotes (closed or not) or a run without blanks. */
const PART = new RegExp(
  `(?<not>[-−]?)(?:(?<name>[\\p{L}\\p{M}]{1,20})[:：])?(?:[${QUOTES}](?<phrase>[^${QUOTES}]*)(?:[${QUOTES}]|$)|(?<run>[^\\s${QUOTES}]*))`,
  'uy',
);

interface Part {
  readonly isNegated: boolean;
  /** What stands before the colon, '' when there is none. */
  readonly name: string;
  readonly value: string;
  readonly isPhrase: boolean;
  readonly source: string;
}

type Reading = readonly SearchCondition[] | SearchProblem;

/** What a text asks for. Parts that are not understood are named in `problems`, and nothing stands for them. */
export function parseSearch(text: string, now: UnixMs): SearchQuery {
  const clauses: SearchTerm[][] = [];
  const problems: SearchProblem[] = [];
  let isOr = false;
  let isNot = false;
  const parts = partsOf(text);
  const numbers = numbersAcross(parts);
  for (const part of parts) {
    if (isBare(part, 'AND')) continue;
    if (isBare(part, 'OR') || isBare(part, '|')) {
      isOr = true;
      continue;
    }
    if (isBare(part, 'NOT')) {
      isNot = true;
      continue;
    }
    const reading = readPart(part, now);
    const isNegated = part.isNegated !== isNot;
    if ('kind' in reading) problems.push(reading);
    else if (reading.length > 0) {
      const ways = [...reading, ...textOf('any', numbers.get(part) ?? '', false)];
      join(clauses, termsOf(ways, isNegated, part.source), { isOr, isNegated });
    }
    isOr = isNot = false;
  }
  return { clauses, problems };
}

/** The words that must be in a mail, as typed: for marking them. With `fields`, those looked for there. */
export function wordsOf({ clauses }: SearchQuery, fields: readonly SearchField[] = SEARCH_FIELDS): readonly string[] {
  return clauses.flat().flatMap(({ condition, isNegated }) => {
    return condition.kind === 'text' && !isNegated && fields.includes(condition.field) ? [condition.text] : [];
  });
}

/** Several conditions of one part are ways to fulfil it: any of them, or for a negated part none of them. */
function termsOf(conditions: readonly SearchCondition[], isNegated: boolean, source: string): readonly SearchTerm[] {
  return conditions.map((condition) => ({ condition, isNegated, source }));
}

function join(
  clauses: SearchTerm[][],
  terms: readonly SearchTerm[],
  { isOr, isNegated }: { readonly isOr: boolean; readonly isNegated: boolean },
): void {
  const last = clauses.at(-1);
  if (isOr && last !== undefined) last.push(...terms);
  else if (isNegated) clauses.push(...terms.map((term) => [term]));
  else clauses.push([...terms]);
}

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < text.length && parts.length < MAX_PARTS;) {
    PART.lastIndex = at;
    const found = PART.exec(text);
    const { not = '', name = '', phrase, run = '' } = found?.groups ?? {};
    const source = found?.[0] ?? '';
    at += Math.max(1, source.length);
    if (source.trim() === '') continue;
    parts.push({ isNegated: not !== '', name, value: (phrase ?? run).trim(), isPhrase: phrase !== undefined, source });
  }
  return parts;
}

/** What `18 400` may be besides two numbers: for each such part the whole number, in which it is found too. */
function numbersAcross(parts: readonly Part[]): ReadonlyMap<Part, string> {
  const numbers = new Map<Part, string>();
  for (let at = 0; at < parts.length; at += 1) {
    const isGroup = (part: Part, digits: RegExp): boolean =>
      part.name === '' && !part.isPhrase && !part.isNegated && digits.test(part.value);
    const later = parts.slice(at + 1);
    const end = later.findIndex((part) => !isGroup(part, /^\d{3}(?:[.,]\d{1,2})?$/));
    const groups = parts.slice(at, at + 1 + (end < 0 ? later.length : end));
    const [first] = groups;
    if (groups.length < 2 || first === undefined || !isGroup(first, /^\d{1,3}$/)) continue;
    for (const part of groups) numbers.set(part, groups.map(({ value }) => value).join(''));
    at += groups.length - 1;
  }
  return numbers;
}

function isBare({ name, isPhrase, value, isNegated }: Part, word: string): boolean {
  return name === '' && !isPhrase && !isNegated && value === word;
}

function readPart(part: Part, now: UnixMs): Reading {
  if (part.name === '') return textOf('any', part.value, part.isPhrase);
  const operator = operatorNamed(part.name);
  if (operator === null) return readUnknown(part);
  const reading = part.value === '' ? [] : readOperator(operator, part, now);
  return 'kind' in reading || reading.length > 0 ? reading : { kind: 'missing', operator };
}

/**
 * `Re:`, `http://…`, `10:30` and `host:993` are text. A name with letters behind its colon looks like an operator, and taking it for words would
 * answer another question than the one that was asked.
 */
function readUnknown({ name, value, isPhrase }: Part): Reading {
  const isLikeAnOperator = name.length > 1 && (isPhrase ? value !== '' : /^\p{L}/u.test(value));
  if (isLikeAnOperator) return { kind: 'operator', operator: name, meant: operatorLike(name) };
  return textOf('any', `${name}:${value}`, false);
}

function readOperator(operator: Operator, { value, isPhrase }: Part, now: UnixMs): Reading {
  switch (operator) {
    case 'from':
    case 'to':
    case 'cc':
      return isMe(value) && !isPhrase ? [{ kind: 'mine', field: operator }] : textOf(operator, value, isPhrase);
    case 'subject':
    case 'file':
      return textOf(operator, value, isPhrase);
    case 'has':
      return readHas(value);
    case 'before':
    case 'after':
    case 'on':
      return readDate(operator, value, now);
    case 'is':
      return readIs(value);
    case 'deal':
    case 'contact':
    case 'company':
    case 'lead':
      return cardOf(operator, value);
    case 'card':
      return cardOf(null, value);
    case 'in':
      return [{ kind: 'mailbox', text: value }];
    case 'thread':
      return /^\d{1,15}$/.test(value)
        ? [{ kind: 'thread', threadId: Number(value) as ThreadId }]
        : { kind: 'thread', value };
  }
}

function textOf(field: SearchField, value: string, isPhrase: boolean): readonly TextCondition[] {
  const isOpen = !isPhrase && /[*＊]$/u.test(value);
  const text = isOpen ? value.slice(0, -1) : value;
  if (searchTokens(text).length === 0) return [];
  return [{ kind: 'text', field, text, reach: isPhrase ? 'whole' : isOpen ? 'any-ending' : 'beginning' }];
}

function readHas(value: string): Reading {
  if (isAttachmentWord(value)) return [{ kind: 'attachment' }];
  const endings = fileEndings(value);
  if (endings === null)
    return { kind: 'choice', operator: 'has', value, choices: 'attachment, pdf, image, word, excel' };
  return endings.map((ending) => ({ kind: 'text', field: 'file', text: ending, reach: 'whole' }));
}

function readIs(value: string): Reading {
  const state = stateNamed(value);
  if (state === null) return { kind: 'choice', operator: 'is', value, choices: SEARCH_STATES.join(', ') };
  return [{ kind: 'is', state }];
}

function readDate(operator: 'before' | 'after' | 'on', value: string, now: UnixMs): Reading {
  const range = dateRange(value, now);
  if (range === null) return { kind: 'date', operator, value };
  return [{ kind: 'date', ...side(operator, range) }];
}

/** The day itself is after it has begun, and is not before it. */
function side(
  operator: 'before' | 'after' | 'on',
  { from, until }: DateRange,
): { from: UnixMs | null; until: UnixMs | null } {
  if (operator === 'before') return { from: null, until: from };
  return { from, until: operator === 'after' ? null : until };
}

function cardOf(cardKind: CardKind | null, text: string): readonly SearchCondition[] {
  return [{ kind: 'card', cardKind, text }];
}
