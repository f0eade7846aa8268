import { expect, test } from 'vitest';
import type { CardRow } from '../../app/contract/commands.ts';
import type { CardId, CrmId } from '../../app/domain/ids.ts';
import { readCardRows } from './read-card-rows.ts';

const CRM = 'builtin' as CrmId;
const contact = (more: Partial<CardRow>): CardRow => ({ kind: 'contact', id: 'c1', name: 'Ana', row: 1, ...more });
const read = (...rows: readonly CardRow[]) => readCardRows(rows, CRM, (id) => id === 'builtin:company:known');

test.each<readonly [problem: string, row: CardRow]>([
  ['id-not-valid', contact({ id: 'a:b' })],
  ['email-not-valid', contact({ emails: ['ana@acme.test', 'no address'] })],
  ['domain-not-valid', { kind: 'company', id: 'o', name: 'O', domains: ['acme'], row: 1 }],
  ['company-unknown', contact({ company: 'o9' })],
  ['person-unknown', { kind: 'deal', id: 'd', name: 'D', people: ['c9'], row: 1 }],
  ['contact-unknown', { kind: 'lead', id: 'l', name: 'L', convertedTo: 'c9', row: 1 }],
  ['status-not-valid', contact({ status: 'won' })],
  ['status-not-valid', { kind: 'deal', id: 'd', name: 'D', status: 'converted', row: 1 }],
  ['amount-not-valid', { kind: 'deal', id: 'd', name: 'D', amount: '1,000', row: 1 }],
  ['currency-not-valid', { kind: 'deal', id: 'd', name: 'D', amount: '1000', currency: 'Euro', row: 1 }],
  ['date-not-valid', { kind: 'deal', id: 'd', name: 'D', createdAt: '5.1.2026', row: 1 }],
])('a row is refused for %s: %o', (problem, row) => {
  expect(read(row)).toMatchObject({ drafts: [], refused: [{ row: 1, problem }] });
});

test('a row that is refused takes along the rows that point at it, and no others', () => {
  const company: CardRow = { kind: 'company', id: 'o1', name: 'O', domains: ['broken'], row: 1 };
  const rows = [
    company,
    contact({ id: 'c1', company: 'o1', row: 2 }),
    contact({ id: 'c2', row: 3 }),
    contact({ id: 'c2', name: 'Twice', row: 4 }),
    contact({ id: 'c3', company: 'known', row: 5 }),
    { kind: 'deal', id: 'd1', name: 'D', people: ['c1'], row: 6 } as const,
  ];
  const { drafts, refused } = read(...rows);
  expect(drafts.map(({ id }) => id)).toEqual(['builtin:contact:c2', 'builtin:contact:c3']);
  expect(refused.map(({ row, problem }) => [row, problem])).toEqual([
    [1, 'domain-not-valid'],
    [2, 'company-unknown'],
    [4, 'id-twice'],
    [6, 'person-unknown'],
  ]);
});

test('what people write is read as they mean it', () => {
  const rows: readonly CardRow[] = [
    { kind: 'company', id: 'o', name: ' Acme ', domains: ['@Acme.test', 'https://www.bücher.test/'], row: 1 },
    contact({ emails: ['Ana <ANA@Acme.test>', 'ana2@acme.test'], company: 'o' }),
    { kind: 'deal', id: 'd', name: 'D', amount: '1000.50', createdAt: '2026-01-05', stage: ' Won ', row: 3 },
    { kind: 'lead', id: 'l', name: 'L', convertedTo: 'c1', row: 4 },
  ];
  const { drafts, refused } = read(...rows);
  expect(refused).toEqual([]);
  expect(drafts).toMatchObject([
    { name: 'Acme', domains: ['acme.test', 'xn--bcher-kva.test'] },
    {
      addresses: [{ address: 'ana@acme.test', isPrimary: true }, { isPrimary: false }],
      companyId: 'builtin:company:o' as CardId,
    },
    {
      value: { amount: '1000.50', currency: 'EUR' },
      createdAt: Date.UTC(2026, 0, 5),
      stage: { pipeline: null, name: 'Won' },
    },
    { status: 'converted', convertedToId: 'builtin:contact:c1' as CardId },
  ]);
});
