import { expect, test } from 'vitest';
import { roadOf } from './mail-road.ts';

const header = (...fields: readonly (readonly [string, string])[]) => fields.map(([name, value]) => ({ name, value }));

test.each([
  ['Sales news <News.Acme.Example>', 'news.acme.example'],
  ['<dev.lists.acme.example>', 'dev.lists.acme.example'],
  ['"A <b>" <c.acme.example>', 'c.acme.example'],
  ['news.acme.example', 'news.acme.example'],
  ['words without an id', null],
  ['<>', null],
  ['', null],
  [`<${'x'.repeat(300)}>`, null],
])('the list of %s is %s', (field, listId) => {
  expect(roadOf(header(['list-id', field])).listId).toBe(listId);
});

test('mail of no list has none', () => {
  expect(roadOf([])).toEqual({ listId: null, deliveredTo: [], sensitivity: null });
});

test('every address the servers delivered to counts once; what is no address does not', () => {
  const { deliveredTo } = roadOf(
    header(
      ['delivered-to', 'Sally@Seller.Example'],
      ['x-original-to', 'sales@seller.example'],
      ['delivered-to', 'sally@seller.example'],
      ['envelope-to', 'not an address'],
      ['to', 'ana@acme.example'],
    ),
  );
  expect(deliveredTo).toEqual(['sally@seller.example', 'sales@seller.example']);
});

test('a header that names thousands is cut', () => {
  const many = Array.from({ length: 5_000 }, (_, at) => ['delivered-to', `a${at}@x.example`] as const);
  expect(roadOf(header(...many)).deliveredTo).toHaveLength(10);
});

test.each([
  ['Private', 'private'],
  [' PERSONAL ', 'personal'],
  ['Company-Confidential', 'company-confidential'],
  ['company confidential', 'company-confidential'],
  ['Normal', null],
  ['', null],
])('the sensitivity %j is %s', (field, sensitivity) => {
  expect(roadOf(header(['sensitivity', field])).sensitivity).toBe(sensitivity);
});
