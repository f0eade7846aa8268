/** Gmail, as its documentation describes it: one mail in many mailboxes, labels that come and go, drafts among all other mail. */
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { GMAIL, startGmail, type GmailImap } from '../../e2e/servers/gmail-imap.ts';
import { dumpProfile } from './testing/dump.ts';
import { imapProfile, PASSWORD, rawMail, syncOnce, type ImapProfile } from './testing/imap-profile.ts';
import { SALLY } from './testing/people.ts';
import { cardsOf } from './testing/profile.ts';

const CUSTOMERS = 'Customers/Acme';
let gmail: GmailImap;
beforeEach(async () => {
  gmail = await startGmail({ sally: PASSWORD }, [CUSTOMERS, 'Later']);
  onTestFinished(() => gmail.stop());
});

const fromAna = (id: string): string => rawMail(id, 'ana@acme.test', SALLY);

/** A profile that reads Inbox, Sent and the mailboxes named. */
async function reading(...paths: readonly string[]): Promise<ImapProfile> {
  const profile = await imapProfile({ port: gmail.imap.port, user: 'sally' });
  for (const mailbox of paths) await choose(profile, mailbox, true);
  return profile;
}
async function choose({ mailpin, accountId }: ImapProfile, mailbox: string, isRead: boolean): Promise<void> {
  await mailpin.call('mailboxes.choose', { accountId, mailbox, isRead });
}
async function synced(...paths: readonly string[]): Promise<ImapProfile> {
  const profile = await reading(...paths);
  expect(await syncOnce(profile)).toBeNull();
  return profile;
}
async function placesOf({ mailpin }: ImapProfile, id: string): Promise<readonly string[]> {
  const { mailboxes } = await mailpin.call('mails.get', { mail: { messageId: `${id}@mail.test` } });
  return mailboxes.map(({ path }) => path);
}
async function mailCount({ mailpin }: ImapProfile): Promise<number> {
  return (await mailpin.call('status.get', {})).mailCount;
}
/** What the server was asked since, without what every sync asks. */
function askedFor(pattern: RegExp, since = 0): readonly string[] {
  return gmail.imap.commands.slice(since).filter((command) => pattern.test(command));
}
const BYTES = /^UID FETCH .*BODY/;

/** The profile, and one that meets the server only now, come to the same. */
async function asFromScratch({ mailpin, dir }: ImapProfile, ...paths: readonly string[]): Promise<void> {
  const fresh = await synced(...paths);
  const [one, other] = [dumpProfile(dir), dumpProfile(fresh.dir)];
  for (const table of ['mails', 'threads', 'placements', 'labels', 'outside', 'cursors', 'links'] as const) {
    expect([table, one[table]]).toEqual([table, other[table]]);
  }
  await mailpin.stop();
}

test('a mail in several mailboxes is one mail, and its bytes travel once', async () => {
  gmail.put(fromAna('a'), ['INBOX', CUSTOMERS]);
  const profile = await synced(GMAIL.ALL, CUSTOMERS);
  expect(await mailCount(profile)).toBe(1);
  expect(await placesOf(profile, 'a')).toEqual([CUSTOMERS, 'INBOX', GMAIL.ALL]);
  expect(askedFor(BYTES)).toHaveLength(1);
  expect(await cardsOf(profile.mailpin, 'a')).toEqual(['contact:c1', 'deal:d1']);
});

test('Inbox and Sent are read unasked, whatever Sent is called; All Mail is only looked into for what left them', async () => {
  const archived = gmail.put(fromAna('archived'), ['INBOX']);
  gmail.put(rawMail('mine', SALLY, 'ana@acme.test'), [GMAIL.SENT]);
  gmail.put(fromAna('never-here'), []);
  const profile = await synced();
  expect(await mailCount(profile)).toBe(2);
  expect(askedFor(/^EXAMINE/)).not.toContain(`EXAMINE "${GMAIL.ALL}"`);
  gmail.unlabel(archived, 'INBOX');
  expect(await syncOnce(profile)).toBeNull();
  expect(await placesOf(profile, 'archived')).toEqual([GMAIL.ALL]);
  expect(await cardsOf(profile.mailpin, 'archived')).toEqual(['contact:c1', 'deal:d1']);
});

test('labels that come and go are followed, and no mail is read again for it', async () => {
  const mail = gmail.put(fromAna('a'), ['INBOX']);
  gmail.put(fromAna('b'), ['INBOX', 'Later']);
  const profile = await synced(GMAIL.ALL);
  expect(await placesOf(profile, 'b')).toEqual(['INBOX', 'Later', GMAIL.ALL]);
  const before = gmail.imap.commands.length;
  gmail.label(mail, CUSTOMERS);
  expect(await syncOnce(profile)).toBeNull();
  expect(await placesOf(profile, 'a')).toEqual([CUSTOMERS, 'INBOX', GMAIL.ALL]);
  gmail.unlabel(mail, 'INBOX');
  gmail.unlabel(mail, CUSTOMERS);
  expect(await syncOnce(profile)).toBeNull();
  expect(await placesOf(profile, 'a')).toEqual([GMAIL.ALL]);
  expect(askedFor(BYTES, before)).toEqual([]);
  expect(askedFor(/^UID FETCH 1:\* .*X-GM-LABELS.*CHANGEDSINCE/, before).length).toBeGreaterThan(0);
  await asFromScratch(profile, GMAIL.ALL);
});

test('a label whose mailbox is read is a copy there, found by the label in search, too', async () => {
  gmail.put(fromAna('a'), ['INBOX', CUSTOMERS]);
  const profile = await synced(GMAIL.ALL);
  const inCustomers = async (): Promise<number> =>
    (await profile.mailpin.call('mails.search', { text: 'in:Customers', limit: 5 })).foundCount;
  expect(await inCustomers()).toBe(1);
  await choose(profile, CUSTOMERS, true);
  expect(await syncOnce(profile)).toBeNull();
  expect(await inCustomers()).toBe(1);
  expect(askedFor(BYTES)).toHaveLength(1);
  await asFromScratch(profile, GMAIL.ALL, CUSTOMERS);
});

test('drafts in All Mail stay out with their reason, and come when they were sent', async () => {
  gmail.put(fromAna('a'), ['INBOX']);
  const draft = gmail.put(rawMail('offer', SALLY, 'ana@acme.test'), [GMAIL.DRAFTS]);
  const profile = await synced(GMAIL.ALL);
  expect(await mailCount(profile)).toBe(1);
  const audit = async () => (await profile.mailpin.call('audit.run', { isRepair: false }))[0]?.differences ?? [];
  expect((await audit()).map(({ path, reason }) => [path, reason])).toEqual([[GMAIL.ALL, 'never-read']]);
  gmail.label(draft, GMAIL.SENT);
  gmail.unlabel(draft, GMAIL.DRAFTS);
  expect(await syncOnce(profile)).toBeNull();
  expect(await placesOf(profile, 'offer')).toEqual([GMAIL.ALL, GMAIL.SENT]);
  expect(await audit()).toEqual([]);
  await asFromScratch(profile, GMAIL.ALL);
});

test('spam and trash are no part of All Mail; what is thrown away leaves every mailbox and stays on its card', async () => {
  gmail.put(fromAna('spam'), [GMAIL.SPAM]);
  const mail = gmail.put(fromAna('a'), ['INBOX', CUSTOMERS]);
  const profile = await synced(GMAIL.ALL, CUSTOMERS);
  expect(await mailCount(profile)).toBe(1);
  gmail.trash(mail);
  expect(await syncOnce(profile)).toBeNull();
  expect(await placesOf(profile, 'a')).toEqual([]);
  expect(await cardsOf(profile.mailpin, 'a')).toEqual(['contact:c1', 'deal:d1']);
  for (const mailbox of [GMAIL.TRASH, GMAIL.SPAM, GMAIL.DRAFTS]) {
    await expect(choose(profile, mailbox, true)).rejects.toMatchObject({ code: 'input.never-read' });
  }
});

test('who signs mail labelled as sent is the user, also where only All Mail is read', async () => {
  gmail.put(rawMail('mine', 'sales@alias.test', 'ana@acme.test'), [GMAIL.SENT]);
  const profile = await reading(GMAIL.ALL);
  await choose(profile, GMAIL.SENT, false);
  expect(await syncOnce(profile)).toBeNull();
  const { direction } = await profile.mailpin.call('mails.get', { mail: { messageId: 'mine@mail.test' } });
  expect(direction).toBe('outbound');
});

test('one conversation to Gmail is one thread where somebody is on both mails, and only there', async () => {
  gmail.put(fromAna('one'), ['INBOX'], '77');
  gmail.put(fromAna('two'), ['INBOX'], '77');
  gmail.put(rawMail('other', 'zoe@zed.test', SALLY), ['INBOX'], '77');
  const profile = await synced();
  const { items } = await profile.mailpin.call('threads.list', { limit: 10 });
  expect(items.map((thread) => thread.mailCount).toSorted()).toEqual([1, 2]);
});

test('while the past of All Mail is read, what comes, goes and is labelled is in the mirror as from scratch', async () => {
  const mails = Array.from({ length: 40 }, (_, at) =>
    gmail.put(fromAna(`m${String(at)}`), at % 2 === 0 ? ['INBOX'] : []),
  );
  const profile = await reading(GMAIL.ALL);
  let fetches = 0;
  gmail.imap.before('UID FETCH', () => {
    fetches += 1;
    const [first, second, third, fourth] = mails;
    if (fetches === 3 && first !== undefined) gmail.label(first, CUSTOMERS);
    if (fetches === 4 && second !== undefined) gmail.trash(second);
    if (fetches === 5 && third !== undefined) gmail.unlabel(third, 'INBOX');
    if (fetches === 6 && fourth !== undefined) gmail.label(fourth, 'INBOX');
    if (fetches === 6) gmail.put(fromAna('new'), ['INBOX', 'Later']);
    return fetches < 6;
  });
  await syncOnce(profile);
  expect(fetches).toBe(6);
  expect(await syncOnce(profile)).toBeNull();
  await choose(profile, CUSTOMERS, true);
  expect(await syncOnce(profile)).toBeNull();
  await asFromScratch(profile, GMAIL.ALL, CUSTOMERS);
});
