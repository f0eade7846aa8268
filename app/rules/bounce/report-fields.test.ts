import { expect, test } from 'vitest';
import { reportedRecipients } from './report-fields.ts';

const ACTION = 'Action: failed\nStatus: 5.1.1';

test.each([
  ['as RFC 3464 has it', `Final-Recipient: rfc822; ana@globex.example\n${ACTION}`, ['ana@globex.example']],
  [
    'the mailbox inside gives way to the address that was written to',
    `Original-Recipient: rfc822;ana@globex.example\nFinal-Recipient: rfc822;ana@mail-store\n${ACTION}`,
    ['ana@globex.example'],
  ],
  [
    'a pipe gives way too',
    `Final-Recipient: x-local; |/usr/bin/sort\nOriginal-Recipient: rfc822;ana@globex.example\n${ACTION}`,
    ['ana@globex.example'],
  ],
  ['a mailbox inside is better than nobody', `Final-Recipient: rfc822;ana@mail-store\n${ACTION}`, ['ana@mail-store']],
  [
    'with angle brackets and a comment, over two lines',
    `Final-Recipient: rfc822;\n   <ana@globex.example> (Ana)\n${ACTION}`,
    ['ana@globex.example'],
  ],
  [
    'recipients without a blank line between them',
    `Final-Recipient: rfc822;a@globex.example\n${ACTION}\nFinal-Recipient: rfc822;b@globex.example\n${ACTION}`,
    ['a@globex.example', 'b@globex.example'],
  ],
])('%s', (_what, report, addresses) => {
  expect(reportedRecipients(report).map(({ address }) => address)).toEqual(addresses);
});
