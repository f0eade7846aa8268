import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnixMs } from '../domain/ids.ts';
import type { SearchCondition } from '../domain/search.ts';
import { dateRange } from './search-dates.ts';
import { parseSearch, wordsOf } from './search-query.ts';

const at = (year: number, month: number, day: number) => new Date(year, month - 1, day).getTime() as UnixMs;
/** A Wednesday. */
const NOW = new Date(2026, 4, 20, 15, 30).getTime() as UnixMs;
const parse = (text: string) => parseSearch(text, NOW);
const conditions = (text: string) => parse(text).clauses.map((clause) => clause.map(({ condition }) => condition));
const word = (text: string, field = 'any', reach = 'beginning') => ({ kind: 'text', field, text, reach });

test.each<[string, readonly (readonly object[])[]]>([
  ['pump', [[word('pump')]]],
  ['blue pump', [[word('blue')], [word('pump')]]],
  ['"net thirty"', [[word('net thirty', 'any', 'whole')]]],
  ['“net thirty', [[word('net thirty', 'any', 'whole')]]],
  ['「見積 書」', [[word('見積 書', 'any', 'whole')]]],
  ['pum*', [[word('pum', 'any', 'any-ending')]]],
  ['from:ana', [[word('ana', 'from')]]],
  ['FROM:ana', [[word('ana', 'from')]]],
  ['from:"Ana Lima"', [[word('Ana Lima', 'from', 'whole')]]],
  ['from:ana@acme.example', [[word('ana@acme.example', 'from')]]],
  ['to:me', [[{ kind: 'mine', field: 'to' }]]],
  ['von:ana betreff:angebot', [[word('ana', 'from')], [word('angebot', 'subject')]]],
  ['de:ana objet:offre', [[word('ana', 'from')], [word('offre', 'subject')]]],
  ['da:ana oggetto:offerta', [[word('ana', 'from')], [word('offerta', 'subject')]]],
  ['差出人：山田 件名:見積', [[word('山田', 'from')], [word('見積', 'subject')]]],
  ['à:paul', [[word('paul', 'to')]]],
  ['has:attachment', [[{ kind: 'attachment' }]]],
  ['has:Anhang', [[{ kind: 'attachment' }]]],
  ['has:pdf', [[word('pdf', 'file', 'whole')]]],
  ['has:excel', [['xls', 'xlsx', 'xlsm', 'ods', 'csv'].map((ending) => word(ending, 'file', 'whole'))]],
  ['is:unread', [[{ kind: 'is', state: 'unread' }]]],
  ['is:ungelesen', [[{ kind: 'is', state: 'unread' }]]],
  ['is:kept-out', [[{ kind: 'is', state: 'keptout' }]]],
  ['deal:"Acme pump"', [[{ kind: 'card', cardKind: 'deal', text: 'Acme pump' }]]],
  ['card:d7', [[{ kind: 'card', cardKind: null, text: 'd7' }]]],
  ['in:"Kunden/Acme"', [[{ kind: 'mailbox', text: 'Kunden/Acme' }]]],
  ['thread:12', [[{ kind: 'thread', threadId: 12 }]]],
  ['pump OR valve gasket', [[word('pump'), word('valve')], [word('gasket')]]],
  ['pump | from:ana', [[word('pump'), word('ana', 'from')]]],
  ['pump AND valve', [[word('pump')], [word('valve')]]],
  ['Re: Offer: pumps', [[word('Re:')], [word('Offer:')], [word('pumps')]]],
  ['https://acme.example/a', [[word('https://acme.example/a')]]],
  ['10:30 host:993', [[word('10:30')], [word('host:993')]]],
  ['"from:ana"', [[word('from:ana', 'any', 'whole')]]],
  ['', []],
  ['  ?! - "" OR', []],
])('%s', (text, expected) => {
  expect(parse(text).problems).toEqual([]);
  expect(conditions(text)).toEqual(expected);
});

test.each([
  ['-pump', true],
  ['NOT pump', true],
  ['−pump', true],
  ['NOT -pump', false],
  ['pump', false],
])('%s is negated: %s', (text, isNegated) => {
  expect(parse(text).clauses).toMatchObject([[{ condition: { text: 'pump' }, isNegated }]]);
});

test('not any of several is none of them', () => {
  expect(parse('-has:image').clauses.every((clause) => clause.length === 1 && clause[0]?.isNegated)).toBe(true);
});

test.each([
  ['fron:ana', { kind: 'operator', operator: 'fron', meant: 'from' }],
  ['subejct:x', { kind: 'operator', operator: 'subejct', meant: 'subject' }],
  ['colour:blue', { kind: 'operator', operator: 'colour', meant: 'none' }],
  ['colour:"blue"', { kind: 'operator', operator: 'colour', meant: 'none' }],
  ['from:', { kind: 'missing', operator: 'from' }],
  ['von:', { kind: 'missing', operator: 'from' }],
  ['from:"', { kind: 'missing', operator: 'from' }],
  ['subject:?!', { kind: 'missing', operator: 'subject' }],
  ['is:blue', { kind: 'choice', operator: 'is', value: 'blue' }],
  ['has:everything', { kind: 'choice', operator: 'has', value: 'everything' }],
  ['before:soon', { kind: 'date', operator: 'before', value: 'soon' }],
  ['on:2026-02-30', { kind: 'date', operator: 'on', value: '2026-02-30' }],
  ['thread:x', { kind: 'thread', value: 'x' }],
])('%s is told as a problem, and nothing stands for it', (text, problem) => {
  expect(parse(text)).toMatchObject({ clauses: [], problems: [problem] });
});

const DAY: readonly [UnixMs, UnixMs] = [at(2026, 5, 3), at(2026, 5, 4)];
test.each<[string, readonly [UnixMs, UnixMs] | null]>([
  ['2026-05-03', DAY],
  ['2026/5/3', DAY],
  ['3.5.2026', DAY],
  ['03/05/2026', DAY],
  ['2026年5月3日', DAY],
  ['２０２６－０５－０３', DAY],
  ['2026-05', [at(2026, 5, 1), at(2026, 6, 1)]],
  ['2026年5月', [at(2026, 5, 1), at(2026, 6, 1)]],
  ['2025', [at(2025, 1, 1), at(2026, 1, 1)]],
  ['2026年', [at(2026, 1, 1), at(2027, 1, 1)]],
  ['today', [at(2026, 5, 20), at(2026, 5, 21)]],
  ['Heute', [at(2026, 5, 20), at(2026, 5, 21)]],
  ['aujourd’hui', [at(2026, 5, 20), at(2026, 5, 21)]],
  ['ieri', [at(2026, 5, 19), at(2026, 5, 20)]],
  ['昨日', [at(2026, 5, 19), at(2026, 5, 20)]],
  ['7d', [at(2026, 5, 13), at(2026, 5, 21)]],
  ['2w', [at(2026, 5, 6), at(2026, 5, 21)]],
  ['2 Wochen', [at(2026, 5, 6), at(2026, 5, 21)]],
  ['3m', [at(2026, 2, 20), at(2026, 5, 21)]],
  ['3か月', [at(2026, 2, 20), at(2026, 5, 21)]],
  ['1y', [at(2025, 5, 20), at(2026, 5, 21)]],
  ['this-week', [at(2026, 5, 18), at(2026, 5, 25)]],
  ['last-month', [at(2026, 4, 1), at(2026, 5, 1)]],
  ['2026-01..2026-03', [at(2026, 1, 1), at(2026, 4, 1)]],
  ['2026-05-01..', [at(2026, 5, 1), at(2026, 5, 21)]],
  ['2026-03..2026-01', null],
  ['2026-13', null],
  ['31.2.2026', null],
  ['0d', null],
  ['soon', null],
  ['', null],
  ['..', null],
])('%s is a time', (text, range) => {
  expect(dateRange(text, NOW)).toEqual(range === null ? null : { from: range[0], until: range[1] });
});

test('after includes the day, before does not, on is the whole of it', () => {
  expect(conditions('after:2026-05-03')).toEqual([[{ kind: 'date', from: DAY[0], until: null }]]);
  expect(conditions('before:2026-05-03')).toEqual([[{ kind: 'date', from: null, until: DAY[0] }]]);
  expect(conditions('on:2026-05-03')).toEqual([[{ kind: 'date', from: DAY[0], until: DAY[1] }]]);
});

test('the words to mark are those that must be there', () => {
  expect(wordsOf(parse('pump -valve from:ana is:read "net thirty" OR gasket'))).toEqual([
    'pump',
    'ana',
    'net thirty',
    'gasket',
  ]);
});

test('any text is read in time, and a pasted page by its first parts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const { clauses, problems } = parse(text);
      expect(clauses.flat().length + problems.length).toBeLessThanOrEqual(16 * 10);
    }),
  );
  const texts: readonly SearchCondition[] = parse('word '.repeat(5_000))
    .clauses.flat()
    .map(({ condition }) => condition);
  expect(texts).toHaveLength(16);
});
