import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Account } from '../../app/domain/account.ts';
import type { Uid } from '../../app/domain/ids.ts';
import type { PackedMail } from '../../app/domain/mail.ts';
import { MailpinError } from '../../app/errors.ts';
import type { FetchedMail, MailSession } from '../../app/ports.ts';
import { unpackText } from '../db/pack-mail.ts';
import { sourcesBeside } from './beside-source.ts';

const NEVER = new AbortController().signal;
/** A thread that the mail below does not fit into. */
const SMALL = { memoryMb: 24, stuckMs: 30_000 };

/** A mail of 8 MB; every field of its header becomes an object while it is read. */
const POISON = { fields: 'X-Field: a\n'.repeat(800_000), text: '' };

/** A Maildir whose mails have these texts. */
function maildir(mails: readonly (string | typeof POISON)[]): Account {
  const path = mkdtempSync(join(tmpdir(), 'mailpin-maildir-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(path, part));
  mails.forEach((mail, at) => {
    const { fields, text } = typeof mail === 'string' ? { fields: '', text: mail } : mail;
    const head = `From: ana@acme.example\nTo: sally@seller.example\nSubject: ${String(at + 1)}\nMessage-ID: <${String(at)}@acme.example>`;
    writeFileSync(join(path, 'cur', `170000000${String(at)}.M${String(at)}.host:2,S`), `${fields}${head}\n\n${text}\n`);
  });
  return { id: path, address: 'sally@seller.example', settings: { kind: 'maildir', path } } as Account;
}

async function openInbox(
  sourceFor: ReturnType<typeof sourcesBeside>,
  account: Account,
): Promise<{ session: MailSession<PackedMail>; uids: readonly Uid[] }> {
  const session = await sourceFor(account.settings).connect(account, null, NEVER);
  onTestFinished(() => session.close());
  const [inbox] = await session.listMailboxes();
  await session.openMailbox(inbox?.path ?? '');
  return { session, uids: await session.listUids() };
}

/** What a pass gets: subjects of mails, codes of those that cannot be read, and how it ended. */
async function pass(session: MailSession<PackedMail>, uids: readonly Uid[]): Promise<readonly string[]> {
  const got: string[] = [];
  try {
    for await (const mails of session.fetchMails(uids, NEVER)) got.push(...Array.from(mails, nameOf));
  } catch (error) {
    got.push(error instanceof MailpinError ? error.code : String(error));
  }
  return got;
}

function nameOf(mail: FetchedMail<PackedMail>): string {
  return mail.kind === 'failure' ? mail.because : mail.content.subject;
}

test('mail comes ready for storing, in its order', async () => {
  const { session, uids } = await openInbox(sourcesBeside(), maildir(['one', 'two', 'three']));
  const texts: string[] = [];
  for await (const mails of session.fetchMails(uids.toReversed(), NEVER)) {
    for (const mail of mails) if (mail.kind === 'mail') texts.push(unpackText(mail.content.packed.textDeflated));
  }
  expect(texts).toEqual(['three', 'two', 'one']);
});

test('a mail that ends its thread ends that pass alone, and is counted as not read on the next', async () => {
  const account = maildir(['one', POISON, 'three', 'four']);
  const sourceFor = sourcesBeside(SMALL);
  const first = await openInbox(sourceFor, account);
  expect((await pass(first.session, first.uids)).at(-1)).toBe('mail.reader-died');
  await expect(first.session.listUids()).rejects.toMatchObject({ code: 'mail.reader-died' });

  const next = await openInbox(sourceFor, account);
  expect(await pass(next.session, next.uids)).toEqual(['1', 'mail.unparsable', '3', '4']);
});

test('another account does not notice', async () => {
  const sourceFor = sourcesBeside(SMALL);
  const healthy = await openInbox(sourceFor, maildir(['one']));
  const poisoned = await openInbox(sourceFor, maildir([POISON]));
  expect(await pass(poisoned.session, poisoned.uids)).toEqual(['mail.reader-died']);
  expect(await pass(healthy.session, healthy.uids)).toEqual(['1']);
});

test('who stops taking batches gets the connection back', async () => {
  const { session, uids } = await openInbox(
    sourcesBeside(),
    maildir(Array.from({ length: 300 }, (_, at) => String(at))),
  );
  for await (const mails of session.fetchMails(uids, NEVER)) {
    expect(Array.from(mails)).not.toEqual([]);
    break;
  }
  expect(await session.listUids()).toHaveLength(300);
  expect(await pass(session, uids.slice(0, 2))).toEqual(['1', '2']);
});

test('an aborted fetch says so, and an archive that is not there is told in its own words', async () => {
  const { session, uids } = await openInbox(sourcesBeside(), maildir(['one', 'two']));
  const aborted = AbortSignal.abort();
  await expect(session.fetchMails(uids, aborted)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: 'cancelled',
  });
  const nowhere = { ...maildir([]), settings: { kind: 'maildir', path: '/nowhere/at/all' } } as Account;
  await expect(sourcesBeside()(nowhere.settings).connect(nowhere, null, NEVER)).rejects.toMatchObject({
    code: 'archive.not-found',
  });
});
