import { expect, test } from 'vitest';
import { parseAddressList } from './address-list.ts';

test.each([
  ['a bare address', 'ana@globex.example', ['ana@globex.example|']],
  ['a name', 'Ana Prado <ana@globex.example>', ['ana@globex.example|Ana Prado']],
  [
    'a quoted name with a comma',
    '"Prado, Ana" <ana@globex.example>, b@x.example',
    ['ana@globex.example|Prado, Ana', 'b@x.example|'],
  ],
  ['an escaped quote', '"Ana \\"Any\\" P" <ana@globex.example>', ['ana@globex.example|Ana Any P']],
  [
    'an encoded name with a comma and a colon',
    '=?utf-8?q?Prado,_Ana:_M=C3=BC?= <ana@globex.example>',
    ['ana@globex.example|Prado, Ana: Mü'],
  ],
  ['the name as a comment', 'ana@globex.example (Ana Prado)', ['ana@globex.example|Ana Prado']],
  ['comments everywhere', 'Pete(A \\) chap) <pete(his)@silly.test(host)> (x)', ['pete(his)@silly.test(host)|Pete']],
  ['a name without brackets', '"ana" ana@x.example; bob@x.example', ['ana@x.example|ana', 'bob@x.example|']],
  ['a group', 'Team: a@x.example, Bo <b@x.example>;, c@x.example', ['a@x.example|', 'b@x.example|Bo', 'c@x.example|']],
  ['an empty group', 'undisclosed-recipients:;', []],
  ['an empty group in comments', '(x)Undisclosed (y) :(nobody(at all)) ;', ['|nobodyat all']],
  ['a bracket that is not closed', 'Ana <ana@x.example, b@x.example', ['ana@x.example|Ana', 'b@x.example|']],
  ['a quote that is not closed', '"Ana <ana@x.example>, b@x.example', ['ana@x.example|Ana', 'b@x.example|']],
  ['single quotes', "'ana@x.example', o'neil@x.example", ['ana@x.example|', "o'neil@x.example|"]],
  ['square brackets', 'Ana Prado [ana@x.example]', ['ana@x.example|Ana Prado']],
  ['two brackets', '<<a@b.example>>', ['a@b.example|']],
  [
    'an address inside an encoded word is no address',
    '=?utf-8?b?QW5hIDxldmlsQHguZXhhbXBsZT4=?=',
    ['|Ana evil@x.example'],
  ],
  ['single quotes', "'ana@x.example' <ana@x.example>", ['ana@x.example|ana@x.example']],
  ['a turned reading direction', 'Ana\u202e <ana@x.example>', ['ana@x.example|Ana']],
  ['nothing', ' , ,; ', []],
  ['only a name', 'MAILER-DAEMON <>', ['|MAILER-DAEMON']],
])('%s', (_what, field, expected) => {
  expect(parseAddressList(field).map(({ rawAddress, displayName }) => `${rawAddress}|${displayName}`)).toEqual(
    expected,
  );
});
