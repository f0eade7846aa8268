import { expect, test } from 'vitest';
import { splitReturnedOriginal } from './returned-original.ts';

const HEADER = 'Received: from a by b\nFrom: me@globex.example\nSubject: Your offer';

test.each([
  ['a header in the text', `It failed.\n\n${HEADER}\n\nDear Ana`, 'It failed.', HEADER],
  ['an announced one', `It failed.\n--- Original message follows ---\n${HEADER}`, 'It failed.', HEADER],
  ['none', 'It failed.', 'It failed.', ''],
  [
    'what a server tells of the mail is none',
    'Your mail\n  To: ana@globex.example\n  Cc: bo@globex.example\n  Subject: Your offer\ndid not reach:\nana@globex.example',
    'Your mail\n  To: ana@globex.example\n  Cc: bo@globex.example\n  Subject: Your offer\ndid not reach:\nana@globex.example',
    '',
  ],
  [
    'To, Cc and Subject alone are none, and the header below is still found',
    `Your mail\nTo: ana@globex.example\nCc: bo@globex.example\nSubject: Your offer\ndid not reach her\n\n${HEADER}`,
    'Your mail\nTo: ana@globex.example\nCc: bo@globex.example\nSubject: Your offer\ndid not reach her\n',
    HEADER,
  ],
])('%s', (_what, text, prose, original) => {
  const split = splitReturnedOriginal(text);
  expect(split.prose.trimEnd()).toBe(prose.trimEnd());
  expect(split.original).toBe(original);
});
