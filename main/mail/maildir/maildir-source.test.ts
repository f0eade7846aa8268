import type { MailContent } from '../../../app/domain/mail.ts';
import { mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MailSession } from '../../../app/ports.ts';
import { openArchive, subjectsIn } from '../testing/archives.ts';
import { maildirSource } from './maildir-source.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mp-maildir-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(path: string, subject: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), `From: ana@globex.example\nSubject: ${subject}\n\nHello\n`);
}
async function open(): Promise<MailSession<MailContent>> {
  return await openArchive(maildirSource({ kind: 'maildir', path: root }), { kind: 'maildir', path: root });
}

test('Maildir++: the top is the Inbox, folders with a dot are the others', async () => {
  await put('cur/1700000001.a.host:2,S', 'seen');
  await put('new/1700000002.b.host', 'new');
  await put('.Sent/cur/1700000003.c.host:2,S', 'sent');
  await put('.Kunden.M&APw-ller/cur/1700000004.d.host:2,', 'filed');
  const session = await open();
  expect(await session.listMailboxes()).toEqual([
    { path: 'INBOX', role: 'inbox' },
    { path: 'Kunden.Müller', role: null },
    { path: 'Sent', role: 'sent' },
  ]);
  expect(await session.openMailbox('INBOX')).toMatchObject({ messageCount: 2, highestModSeq: null });
  expect(await subjectsIn(session)).toEqual(['seen', 'new']);
  expect((await session.listChanges(null)).flags.map(({ isSeen }) => isSeen)).toEqual([true, false]);
  await session.close();
});

test('plain folders that are Maildirs go by their names', async () => {
  await put('Inbox/cur/1700000001.a.host:2,S', 'in');
  await put('Sent/cur/1700000002.b.host:2,S', 'out');
  await put('Sent/2025/cur/1700000003.c.host:2,S', 'old');
  const session = await open();
  expect(await session.listMailboxes()).toEqual([
    { path: 'INBOX', role: 'inbox' },
    { path: 'Sent', role: 'sent' },
    { path: 'Sent/2025', role: null },
  ]);
  await session.close();
});

test('a mail keeps its UID when it is read, when others come and go, and in the next session', async () => {
  await put('new/1700000005.kept.host', 'kept');
  const first = await open();
  await first.openMailbox('INBOX');
  const [kept] = await first.listUids();
  await first.close();

  await mkdir(join(root, 'cur'), { recursive: true });
  await rename(join(root, 'new/1700000005.kept.host'), join(root, 'cur/1700000005.kept.host:2,S'));
  await put('cur/1700000001.older.host:2,S', 'older');
  await put('cur/1700000009.newer.host:2,S', 'newer');
  const second = await open();
  const status = await second.openMailbox('INBOX');
  const uids = await second.listUids();
  expect(uids).toHaveLength(3);
  expect(uids[1]).toBe(kept);
  expect(status.uidNext).toBeGreaterThan(uids[2] ?? Infinity);
  expect(await subjectsIn(second)).toEqual(['older', 'kept', 'newer']);
  await second.close();
});

test('a mail that is renamed while we read is found, one that is deleted is left out', async () => {
  await put('new/1700000001.a.host', 'renamed');
  await put('new/1700000002.b.host', 'deleted');
  await mkdir(join(root, 'cur'), { recursive: true });
  const session = await open();
  await session.openMailbox('INBOX');
  await rename(join(root, 'new/1700000001.a.host'), join(root, 'cur/1700000001.a.host:2,S'));
  await unlink(join(root, 'new/1700000002.b.host'));
  expect(await subjectsIn(session)).toEqual(['renamed']);
  await session.close();
});

test('a mail that arrives is told', async () => {
  await put('cur/1700000001.a.host:2,S', 'first');
  await put('new/1700000002.b.host', 'second');
  const session = await open();
  await session.openMailbox('INBOX');
  const told = session.waitForChange(new AbortController().signal);
  await put('new/1700000003.c.host', 'third');
  await told;
  expect((await session.openMailbox('INBOX')).messageCount).toBe(3);
  await session.close();
});

test('an attachment is read from its file', async () => {
  await mkdir(join(root, 'cur'), { recursive: true });
  const raw =
    'Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b\nContent-Type: x/y\nContent-Transfer-Encoding: base64\n\nSGFsbG8=\n--b--\n';
  await writeFile(join(root, 'cur/1700000001.a:2,S'), raw);
  const session = await open();
  await session.openMailbox('INBOX');
  const [one = 0] = await session.listUids();
  expect(Buffer.from(await session.fetchAttachment(one as never, '2')).toString()).toBe('Hallo');
  await expect(session.fetchAttachment(one as never, '3')).rejects.toMatchObject({ code: 'mail.gone' });
  await session.close();
});

test('a link to a file or to nothing hides no mailbox beside it', async () => {
  await put('cur/1700000001.a.host:2,S', 'x');
  await put('notes.txt', 'x');
  await symlink(join(root, 'notes.txt'), join(root, 'linked'));
  await symlink(join(root, 'nowhere'), join(root, '.Old'));
  const session = await open();
  expect(await session.listMailboxes()).toEqual([{ path: 'INBOX', role: 'inbox' }]);
  await session.close();
});

test('what is not there has its own code, and so has a folder that is no Maildir', async () => {
  const missing = join(root, 'nowhere');
  await expect(
    openArchive(maildirSource({ kind: 'maildir', path: missing }), { kind: 'maildir', path: missing }),
  ).rejects.toMatchObject({ code: 'archive.not-found', details: { path: missing } });
  await expect(open()).rejects.toMatchObject({ code: 'archive.unreadable' });
  await put('cur/1700000001.a.host:2,S', 'x');
  const session = await open();
  await expect(session.openMailbox('Archive')).rejects.toMatchObject({ code: 'mailbox.gone' });
  await session.close();
});
