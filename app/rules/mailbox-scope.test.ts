import { expect, test } from 'vitest';
import type { MailboxRole } from '../domain/mail.ts';
import { isChoosable, isRead } from './mailbox-scope.ts';

type Row = readonly [path: string, role: MailboxRole | null];
const OFFICE: readonly Row[] = [
  ['INBOX', 'inbox'],
  ['Sent', 'sent'],
  ['Trash', 'trash'],
  ['Trash/2024', null],
  ['Trashy novels', null],
  ['Junk', 'junk'],
  ['Drafts', 'drafts'],
  ['Projects', null],
  ['Projects/Acme', null],
  ['Archive', 'archive'],
  ['[Gmail]/All Mail', 'all'],
];
const mailboxes = (rows: readonly Row[]) => rows.map(([path, role]) => ({ path, role }));

function pathsRead(rows: readonly Row[], ticks: Readonly<Record<string, boolean>> = {}): readonly string[] {
  const all = mailboxes(rows);
  return all.filter((mailbox) => isRead(mailbox, all, ticks[mailbox.path] ?? null)).map(({ path }) => path);
}

test('Inbox and Sent are read, and nothing else unasked', () => {
  expect(pathsRead(OFFICE)).toEqual(['INBOX', 'Sent']);
});

test.each([
  ['ticked', { 'Projects/Acme': true }, ['INBOX', 'Sent', 'Projects/Acme']],
  ['unticked', { Sent: false }, ['INBOX']],
  ['unticked, all of them', { INBOX: false, Sent: false }, []],
  [
    'drafts, junk, trash and what lies in them stay out',
    { Trash: true, 'Trash/2024': true, Junk: true, Drafts: true },
    ['INBOX', 'Sent'],
  ],
  ['a name that only begins like one of them', { 'Trashy novels': true }, ['INBOX', 'Sent', 'Trashy novels']],
] as const)('the user has the last word: %s', (_what, ticks, expected) => {
  expect(pathsRead(OFFICE, ticks)).toEqual(expected);
});

test('an archive without Inbox and Sent is read whole, but for what never is', () => {
  const archive: readonly Row[] = [
    ['2023', null],
    ['2024', null],
    ['Spam', 'junk'],
    ['Spam.old', null],
  ];
  expect(pathsRead(archive)).toEqual(['2023', '2024']);
  expect(pathsRead(archive, { '2023': false })).toEqual(['2024']);
});

test('only what may be ticked is offered', () => {
  const all = mailboxes(OFFICE);
  const refused = all.filter((mailbox) => !isChoosable(mailbox, all)).map(({ path }) => path);
  expect(refused).toEqual(['Trash', 'Trash/2024', 'Junk', 'Drafts']);
});
