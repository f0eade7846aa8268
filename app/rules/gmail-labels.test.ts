import { expect, test } from 'vitest';
import type { MailboxRole } from '../domain/mail.ts';
import { isNeverRead, isSentByLabel, labelledMailboxes } from './gmail-labels.ts';

const MAILBOXES: readonly { readonly path: string; readonly role: MailboxRole | null }[] = [
  { path: 'INBOX', role: 'inbox' },
  { path: '[Gmail]/Gesendet', role: 'sent' },
  { path: '[Gmail]/Alle Nachrichten', role: 'all' },
  { path: '[Gmail]/Entwürfe', role: 'drafts' },
  { path: 'Kunden/Müller', role: null },
  { path: 'Sent', role: null },
];

test.each<[labels: readonly string[] | null, isNeverRead: boolean, isSent: boolean, paths: readonly string[]]>([
  [null, false, false, []],
  [[], false, false, []],
  [['\\Inbox'], false, false, ['INBOX']],
  [['\\Inbox', '\\Sent'], false, true, ['INBOX', '[Gmail]/Gesendet']],
  [['\\\\Sent'], false, true, ['[Gmail]/Gesendet']],
  [['\\Important', '\\Starred', '\\Muted'], false, false, []],
  [['Kunden/Müller', '\\Inbox'], false, false, ['INBOX', 'Kunden/Müller']],
  [['Kunden'], false, false, []],
  // A label of the user's that is called like one of Gmail's own.
  [['Sent'], false, false, ['Sent']],
  [['Draft'], false, false, []],
  [['\\Draft'], true, false, ['[Gmail]/Entwürfe']],
  [['\\Draft', 'Kunden/Müller'], true, false, ['[Gmail]/Entwürfe', 'Kunden/Müller']],
  [['\\Trash'], true, false, []],
  [['\\Spam'], true, false, []],
])('%j', (labels, neverRead, isSent, paths) => {
  expect(isNeverRead(labels)).toBe(neverRead);
  expect(isSentByLabel(labels)).toBe(isSent);
  expect(labelledMailboxes(labels ?? [], MAILBOXES).map(({ path }) => path)).toEqual(paths);
});
