import { expect, test } from 'vitest';
import type { ErrorCode, ErrorDetails } from '../../app/errors.ts';
import { isTextKey } from '../../resources/text.ts';
import { CARD_ROW_PROBLEMS } from '../services/read-card-rows.ts';
import { readCardFile } from './card-file.ts';

test('a CSV file gives cards with their lines, lists parted by semicolons, numbers as they were written', () => {
  const file = readCardFile(
    [
      '\ufeffKind,ID,Name,E-Mails,People,Converted to,Amount,Shoe size',
      'Contact,c1,Ana Ruiz,ana@acme.test; ana@home.test ;,,,,38',
      'deal,d1,"Pumps, 40",,c1;c2,,12000.50,',
    ].join('\r\n'),
  );
  expect(file.rows).toEqual([
    { row: 2, kind: 'contact', id: 'c1', name: 'Ana Ruiz', emails: ['ana@acme.test', 'ana@home.test'] },
    { row: 3, kind: 'deal', id: 'd1', name: 'Pumps, 40', people: ['c1', 'c2'], amount: '12000.50' },
  ]);
  expect(file.ignoredColumns).toEqual(['Shoe size']);
  expect(file.refused).toEqual([]);
});

test.each([
  ['a list', '[{"kind":"lead","id":7,"name":"Bo","emails":["bo@x.test"]}]'],
  ['an object with a list of cards', '{"cards":[{"kind":"lead","id":"7","name":"Bo","emails":"bo@x.test"}]}'],
])('a JSON file is %s', (_name, text) => {
  expect(readCardFile(text).rows).toEqual([{ row: 1, kind: 'lead', id: '7', name: 'Bo', emails: ['bo@x.test'] }]);
});

test('a bad row is named with its field, the others go in', () => {
  const file = readCardFile('kind,id,name\nrobot,r1,R\nlead,,No id\nlead,l1,\nlead,l2,Fine\nconstructor,__proto__,x');
  expect(file.refused).toEqual([
    { row: 2, field: 'kind' },
    { row: 3, field: 'id' },
    { row: 4, field: 'name' },
    { row: 6, field: 'kind' },
  ]);
  expect(file.rows.map(({ id }) => id)).toEqual(['l2']);
});

test.each<[string, ErrorCode, ErrorDetails]>([
  ['[{"kind":', 'input.broken-json', { reason: 'Unexpected end of JSON input' }],
  [
    '[{"kind":"lead"\n"id":1}]',
    'input.broken-json',
    { reason: `Expected ',' or '}' after property value in JSON at position 16 (line 2 column 1)` },
  ],
  ['{"deals":[]}', 'input.invalid', { field: 'cards' }],
  ['kind,id,name,E-mails,mood,emails,mood\n', 'input.column-twice', { columns: 'E-mails, emails' }],
])('a file that is no list of cards is refused as a whole: %s', (text, code, details) => {
  expect(() => readCardFile(text)).toThrow(expect.objectContaining({ code, details }));
});

test.each(['', 'kind,id,name\n', '[]'])('a file without cards gives none: %j', (text) => {
  expect(readCardFile(text)).toEqual({ rows: [], refused: [], ignoredColumns: [] });
});

test.each([...CARD_ROW_PROBLEMS, 'field-not-valid'])('a row refused for %s is told in words', (problem) => {
  expect(isTextKey(`cli.import.problem.${problem}`)).toBe(true);
});
