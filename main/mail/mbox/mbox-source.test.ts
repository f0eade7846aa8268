import type { MailContent } from '../../../app/domain/mail.ts';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FetchedMail, MailSession } from '../../../app/ports.ts';
import { openArchive, subjectsIn } from '../testing/archives.ts';
import { mboxSource } from './mbox-source.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mp-mbox-'));
});
afterEach(() => rm(root, { recursive: true }));

function mail(subject: string, second: number, body = 'Hello', more = ''): string {
  const time = `Thu Mar  5 10:11:${String(second).padStart(2, '0')} 2026`;
  return `From ana@globex.example ${time}\nFrom: ana@globex.example\nSubject: ${subject}\n${more}\n${body}\n\n`;
}
async function open(path: string): Promise<MailSession<MailContent>> {
  return await openArchive(mboxSource({ kind: 'mbox', path }), { kind: 'mbox', path });
}
async function openFile(...mails: readonly string[]): Promise<{ session: MailSession<MailContent>; file: string }> {
  const file = join(root, 'customers.mbox');
  await writeFile(file, mails.join(''));
  const session = await open(file);
  await session.openMailbox('customers');
  return { session, file };
}
async function only(session: MailSession<MailContent>): Promise<FetchedMail<MailContent> | undefined> {
  for await (const batch of session.fetchMails(await session.listUids(), new AbortController().signal))
    return Array.from(batch)[0];
  return undefined;
}

test('one file is one mailbox and the Inbox', async () => {
  const { session } = await openFile(mail('one', 1), mail('two', 2));
  expect(await session.listMailboxes()).toEqual([{ path: 'customers', role: 'inbox' }]);
  expect(await subjectsIn(session)).toEqual(['one', 'two']);
  expect(await only(session)).toMatchObject({ arrivedAt: Date.UTC(2026, 2, 5, 10, 11, 1), isSeen: true });
  await session.close();
});

test('a folder has one mailbox a file; other files are passed over', async () => {
  await writeFile(join(root, 'Inbox'), mail('in', 1));
  await writeFile(join(root, 'Sent.mbox'), mail('out', 2));
  await writeFile(join(root, 'Drafts'), '');
  await writeFile(join(root, 'Inbox.msf'), '// index of a mail program');
  const session = await open(root);
  expect(await session.listMailboxes()).toEqual([
    { path: 'Drafts', role: 'drafts' },
    { path: 'INBOX', role: 'inbox' },
    { path: 'Sent', role: 'sent' },
  ]);
  await session.close();
});

test('quoted From lines are text, and so is a From that begins no mail', async () => {
  const { session } = await openFile(
    mail('one', 1, '>From here\n>>From there\n\nFrom now on we ship daily.'),
    mail('two', 2),
  );
  const first = await only(session);
  expect(first).toMatchObject({ content: { text: 'From here\n>From there\n\nFrom now on we ship daily.' } });
  expect(await subjectsIn(session)).toEqual(['one', 'two']);
  await session.close();
});

test('mails keep their UIDs when mail is appended, taken away, and marked', async () => {
  const { session, file } = await openFile(mail('one', 1), mail('two', 2), mail('three', 3));
  const [one, two, three] = await session.listUids();

  await appendFile(file, mail('four', 4));
  expect((await session.openMailbox('customers')).messageCount).toBe(4);
  expect((await session.listUids()).slice(0, 3)).toEqual([one, two, three]);

  await writeFile(file, mail('one', 1) + mail('three', 3, 'Hello', 'Status: O\n') + mail('four', 4));
  await session.openMailbox('customers');
  expect((await session.listUids()).slice(0, 2)).toEqual([one, three]);
  expect((await session.listChanges(null)).flags).toMatchObject([
    { isSeen: true },
    { uid: three, isSeen: false },
    { isSeen: true },
  ]);
  expect(await subjectsIn(session)).toEqual(['one', 'three', 'four']);
  await session.close();
});

test('a mail that a program marked as deleted is not there', async () => {
  const { session } = await openFile(
    mail('kept', 1, 'x', 'X-Mozilla-Status: 0001\n'),
    mail('deleted', 2, 'x', 'X-Mozilla-Status: 0009\n'),
  );
  expect(await subjectsIn(session)).toEqual(['kept']);
  await session.close();
});

test('what an IMAP server notes of the whole file is no mail, and changes none', async () => {
  const notes = mail("DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA", 0, 'Not a real message', 'X-IMAP: 1 2\n');
  const first = (lastUid: number): string => mail('one', 1, 'Hello', `X-IMAPbase: 1 ${String(lastUid)}\n`);
  const { session, file } = await openFile(notes, first(2), mail('two', 2));
  expect(await subjectsIn(session)).toEqual(['one', 'two']);
  const uids = await session.listUids();

  await writeFile(file, notes + first(31) + mail('two', 2));
  await session.openMailbox('customers');
  expect(await session.listUids()).toEqual(uids);
  await session.close();
});

test('line ends of Windows, and mails across the pieces in which a file is read', async () => {
  const long = mail('long', 1, 'x'.repeat(70) + '\n'.repeat(1) + `${'y'.repeat(76)}\n`.repeat(30_000));
  const file = join(root, 'windows.mbox');
  await writeFile(file, (long + mail('next', 2) + long.replace('long', 'last')).replaceAll('\n', '\r\n'));
  expect((await readFile(file)).length).toBeGreaterThan(4 * 1024 * 1024);
  const session = await open(file);
  await session.openMailbox('windows');
  expect((await subjectsIn(session)).toSorted()).toEqual(['last', 'long', 'next']);
  await session.close();
});

test('an appended mail is told', async () => {
  const { session, file } = await openFile(mail('one', 1));
  const told = session.waitForChange(new AbortController().signal);
  await appendFile(file, mail('two', 2));
  await told;
  expect((await session.openMailbox('customers')).messageCount).toBe(2);
  await session.close();
});

test('what is not there has its own code', async () => {
  await expect(open(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'archive.not-found' });
  const { session, file } = await openFile(mail('one', 1));
  await expect(session.openMailbox('others')).rejects.toMatchObject({ code: 'mailbox.gone' });
  await rm(file);
  await expect(session.openMailbox('customers')).rejects.toMatchObject({ code: 'archive.not-found' });
  await session.close();
});

test('a file or folder that holds no mbox is refused; an empty file is a mailbox without mail', async () => {
  const other = join(root, 'accounts.txt');
  await writeFile(other, 'root:x:0:0:root:/root:/bin/sh\n');
  await expect(open(other)).rejects.toMatchObject({ code: 'archive.unreadable', details: { path: other } });
  await expect(open(root)).rejects.toMatchObject({ code: 'archive.unreadable' });
  const empty = join(root, 'new.mbox');
  await writeFile(empty, '');
  const session = await open(empty);
  expect(await session.listMailboxes()).toEqual([{ path: 'new', role: 'inbox' }]);
  await session.close();
});
