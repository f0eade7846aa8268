import { expect, test } from 'vitest';
import { htmlToText } from './html-to-text.ts';

test.each([
  ['blocks stand on lines', '<div>one</div><p>two<br>three</p>four', 'one\n\ntwo\nthree\nfour'],
  ['blanks are one blank', 'a \n\t b&nbsp;&nbsp; c', 'a b c'],
  [
    'what is no text is left out',
    '<head><title>t</title></head><style>p{}</style>a<!-- b -->c<script>d("<p>")</script>',
    'ac',
  ],
  ['entities', '&lt;a&gt; &amp;&eacute;&#8364;&#x20AC;&Uuml; &unknown;', '<a> &é€€Ü &unknown;'],
  ['a lone bracket is text', 'a < b and 1<2', 'a < b and 1<2'],
  ['a tag that is never closed', 'a <b', 'a'],
  ['a script that is never closed', 'a<script>alert(1)', 'a'],
  ['cells are apart', '<table><tr><td>one</td><td>two</td></tr></table>', 'one two'],
  ['preview padding goes', 'Hello&#8203; \u200c \u200c world', 'Hello world'],
  ['joiners in words stay', 'می\u200cخواهم', 'می\u200cخواهم'],
])('%s', (_what, html, text) => {
  expect(htmlToText(html)).toBe(text);
});
