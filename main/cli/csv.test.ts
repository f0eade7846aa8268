import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from './csv.ts';

const fieldsOf = (text: string): unknown => readCsv(text).map((record) => record.fields);

test.each<[string, string, readonly (readonly string[])[]]>([
  ['nothing', '', []],
  ['one line without an end', 'a,b', [['a', 'b']]],
  ['CRLF, LF and CR', 'a\r\nb\nc\rd', [['a'], ['b'], ['c'], ['d']]],
  [
    'empty fields',
    'a,,\n,b,',
    [
      ['a', '', ''],
      ['', 'b', ''],
    ],
  ],
  ['empty lines', '\n\na\n\n', [['a']]],
  ['a quoted delimiter', '"a,b",c', [['a,b', 'c']]],
  ['a quoted line break', '"a\nb",c', [['a\nb', 'c']]],
  ['doubled quotes', '"say ""hi""",b', [['say "hi"', 'b']]],
  ['an empty quoted field', '"",b', [['', 'b']]],
  ['a quote inside a field', 'a"b,c', [['a"b', 'c']]],
  ['text after a closing quote', '"a"b,c', [['ab', 'c']]],
  ['a quote that is never closed', '"a,b', [['a,b']]],
  [
    'semicolons, as in German Excel',
    'id;name\n1;a,b',
    [
      ['id', 'name'],
      ['1', 'a,b'],
    ],
  ],
  [
    'tabs',
    'id\tname\n1\tx',
    [
      ['id', 'name'],
      ['1', 'x'],
    ],
  ],
])('reads %s', (_name, text, expected) => {
  expect(fieldsOf(text)).toEqual(expected);
});

test('a record knows the line on which it begins, also after line breaks inside a field', () => {
  expect(readCsv('h,i\n"a\nb",c\n\nd,e').map((record) => record.line)).toEqual([1, 2, 5]);
});

test('what is written by RFC 4180 is read as it was', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', '見', ' ') });
  // The header decides the delimiter; a record of empty fields only is no record.
  const record = fc
    .array(field, { minLength: 2, maxLength: 2 })
    .filter((fields) => fields.some((value) => value !== ''));
  fc.assert(
    fc.property(fc.array(record, { maxLength: 6 }), (records) => {
      const quoted = records.map((fields) => fields.map((value) => `"${value.replaceAll('"', '""')}"`).join(','));
      expect(fieldsOf(['h,i', ...quoted].join('\r\n'))).toEqual([['h', 'i'], ...records]);
    }),
  );
});
