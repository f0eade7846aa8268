import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { expect, test } from 'vitest';
import { writeSampleMaildir } from './build-mailbox.ts';
import { expectedTable, expectedThreads } from './expected.ts';
import { sampleCards } from './sample-cards.ts';
import { composeSampleMails, SAMPLE_ADDRESS, type SampleMail } from './sample-mails.ts';
import { workingDaysBefore } from './sample-calendar.ts';

const NOW = new Date('2026-11-20T09:02:00Z');
const MAILS = composeSampleMails({ now: NOW });
const PARSED = new Map<SampleMail, Email>();
for (const mail of MAILS) PARSED.set(mail, await PostalMime.parse(mail.raw));

function parsedOf(mail: SampleMail): Email {
  const parsed = PARSED.get(mail);
  if (parsed === undefined) throw new Error(`${mail.slug} ${mail.position} was not parsed`);
  return parsed;
}

function only(slug: string, position = 1): { readonly mail: SampleMail; readonly parsed: Email } {
  const mail = MAILS.find((one) => one.slug === slug && one.position === position);
  if (mail === undefined) throw new Error(`no mail ${slug} ${position}`);
  return { mail, parsed: parsedOf(mail) };
}

function startOf(content: string | ArrayBuffer | Uint8Array): string {
  if (typeof content === 'string') return content;
  return Buffer.from(new Uint8Array(content)).subarray(0, 8).toString('latin1');
}

function headerOf(parsed: Email, key: string): string | undefined {
  return parsed.headers.find((header) => header.key === key)?.value;
}

test('the mailbox holds about 300 mails in about 60 threads over some three months', () => {
  const threads = new Set(MAILS.map((mail) => mail.slug));
  expect(MAILS.length).toBeGreaterThanOrEqual(290);
  expect(MAILS.length).toBeLessThanOrEqual(310);
  expect(threads.size).toBeGreaterThanOrEqual(58);
  expect(threads.size).toBeLessThanOrEqual(68);
  expect(MAILS.filter((mail) => mail.mailbox === 'sent').length).toBeGreaterThan(90);
  const spanDays = (NOW.getTime() - (MAILS[0]?.sentAt.getTime() ?? 0)) / 86_400_000;
  expect(spanDays).toBeGreaterThan(70);
});

test('the newest mail came minutes ago and none comes from the future, whatever the day', () => {
  for (const now of [NOW, new Date('2026-11-22T23:30:00Z'), new Date('2027-03-01T00:10:00Z')]) {
    const last = composeSampleMails({ now }).at(-1);
    expect(now.getTime() - (last?.sentAt.getTime() ?? 0)).toBe(20 * 60_000);
  }
});

test('every mail parses with people, a subject, a text and the date it was planned for', () => {
  for (const mail of MAILS) {
    const parsed = parsedOf(mail);
    expect(parsed.from?.address, mail.slug).toMatch(/@/);
    expect(parsed.to?.length, mail.slug).toBeGreaterThan(0);
    expect(parsed.subject, mail.slug).toBeTruthy();
    expect(parsed.text?.trim(), mail.slug).toBeTruthy();
    expect(new Date(parsed.date ?? '').getTime()).toBe(Math.floor(mail.sentAt.getTime() / 1000) * 1000);
    expect(`${parsed.subject} ${parsed.text}`, mail.slug).not.toMatch(/\ufffd|\{\w+\+\d+\}|undefined/);
  }
});

test('every mail is one that Sally sent or received', () => {
  for (const mail of MAILS) {
    const { from, to, cc } = parsedOf(mail);
    const receivers = [...(to ?? []), ...(cc ?? [])].map((one) => one.address);
    expect(mail.mailbox === 'sent' ? [from?.address] : receivers, mail.slug).toContain(SAMPLE_ADDRESS);
  }
});

test('Message-IDs are unique', () => {
  expect(new Set(MAILS.map((mail) => mail.messageId)).size).toBe(MAILS.length);
});

test('References stay inside the thread, name mails that exist and are older, and end with the mail that is answered', () => {
  for (const mail of MAILS) {
    const parsed = parsedOf(mail);
    const ids = parsed.references?.match(/[^<>\s]+/g) ?? [];
    const ancestors = ids.map((id) => MAILS.find((other) => other.messageId === id));
    for (const ancestor of ancestors) {
      expect(ancestor?.slug).toBe(mail.slug);
      expect(ancestor?.sentAt.getTime()).toBeLessThan(mail.sentAt.getTime());
    }
    expect(parsed.inReplyTo?.replace(/[<>]/g, '')).toBe(ids.at(-1));
    expect(ids.length === 0, `${mail.slug} ${mail.position}`).toBe(mail.position === 1);
  }
});

test('addresses are under .example, or at Gmail with more letters than Gmail gives out', () => {
  for (const mail of MAILS) {
    const { from, to, cc } = parsedOf(mail);
    for (const { address = '' } of [from, ...(to ?? []), ...(cc ?? [])].flatMap((one) => one ?? [])) {
      const [local = '', domain = ''] = address.split('@');
      const isFree = /^(gmail|googlemail)\.com$/.test(domain);
      expect(isFree ? local.replaceAll('.', '').length > 30 : domain.endsWith('.example'), address).toBe(true);
    }
  }
});

const LANGUAGES = [
  ['English', /\b(the|and|you)\b/, 150],
  ['German', /\b(nicht|bitte|vielen|und)\b/i, 15],
  ['French', /\b(vous|avec|pour)\b/i, 20],
  ['Italian', /\b(della|anche|che|sono|grazie|bene)\b/i, 12],
  ['Japanese', /[\u3040-\u30ff]/, 15],
] as const;

test.each(LANGUAGES)('there is mail in %s', (_, words, atLeast) => {
  expect(MAILS.filter((mail) => words.test(parsedOf(mail).text ?? '')).length).toBeGreaterThan(atLeast);
});

test('texts travel in several charsets and encodings', () => {
  const all = MAILS.map((mail) => mail.raw).join('\n');
  for (const charset of ['us-ascii', 'utf-8', 'iso-8859-1', 'iso-2022-jp']) expect(all).toContain(`charset=${charset}`);
  for (const encoding of ['7bit', 'quoted-printable', 'base64'])
    expect(all).toContain(`Content-Transfer-Encoding: ${encoding}`);
});

test('attachments are real files', () => {
  const parts = MAILS.flatMap((mail) => parsedOf(mail).attachments);
  const files = parts.filter(({ mimeType }) => !/calendar|delivery-status|rfc822-headers/.test(mimeType));
  const starts = { 'application/pdf': '%PDF-1.4', 'image/png': '\x89PNG', 'text/csv': '' };
  for (const { mimeType, content } of files) {
    const start = Object.entries(starts).find(([type]) => type === mimeType)?.[1];
    expect(startOf(content).startsWith(start ?? 'no such type')).toBe(true);
  }
  expect(files.length).toBeGreaterThan(25);
  expect(files.map((file) => file.filename)).toContain('御見積書_佐藤精機様_40席.pdf');
});

test('a mail goes to 120 recipients', () => {
  const crowded = MAILS.filter((mail) => (parsedOf(mail).to?.length ?? 0) > 100);
  expect(crowded.map((mail) => [mail.slug, parsedOf(mail).to?.length])).toEqual([['partner-day', 120]]);
});

test('the bounce is a delivery report about a mail that Sally sent', () => {
  const { mail, parsed } = only('verrier-bounce');
  expect(headerOf(parsed, 'content-type')).toContain('multipart/report; report-type=delivery-status');
  expect(mail.raw).toContain('Status: 5.1.1');
  expect(mail.raw).toContain(`<${only('verrier-relance').mail.messageId}>`);
});

test('invitations carry a calendar with their method', () => {
  expect(only('ferreira-kickoff-invitation').mail.raw).toContain('text/calendar; method=REQUEST');
  expect(only('jansen-golive-invitation').mail.raw).toContain('text/calendar; method=REQUEST');
  expect(only('tom-accepts').mail.raw).toContain('text/calendar; method=REPLY');
});

test('newsletters say so in their header and would load pictures from the web', () => {
  const lists = MAILS.filter((mail) => headerOf(parsedOf(mail), 'list-unsubscribe') !== undefined);
  expect(lists).toHaveLength(3);
  for (const mail of lists) expect(parsedOf(mail).html).toMatch(/<img src="https:\/\/t\.[^"]+" width="1" height="1"/);
});

test('an out-of-office answers in a thread and another comes alone', () => {
  const robots = MAILS.filter((mail) => headerOf(parsedOf(mail), 'auto-submitted') === 'auto-replied');
  expect(robots.map((mail) => mail.slug).sort()).toEqual(['nordlicht-renewal', 'ooo-unknown', 'verrier-bounce']);
});

test('the rare cases are there: long subject, right-to-left name, tag, dots, lost references, same subject twice', () => {
  expect(only('lindvall-purchase-system').parsed.subject).toHaveLength(300);
  expect(only('haddad-first-order').parsed.from?.name).toMatch(/[\u0600-\u06ff]/);
  expect(only('okafor-starter').parsed.from?.address).toContain('+');
  expect(only('atelier-moreau').parsed.from?.address).toMatch(/\..*@googlemail\.com$/);
  expect(only('ferreira-price-by-friday').parsed.inReplyTo).toBeUndefined();
  expect(only('ashworth-delivery-date').parsed.subject).toBe(only('jansen-delivery-date').parsed.subject);
});

test('the same now gives the same mailbox, byte for byte', async () => {
  const dirs = await Promise.all([1, 2].map(() => mkdtemp(join(tmpdir(), 'mailpin-sample-'))));
  const trees = await Promise.all(
    dirs.map(async (dir) => {
      const counts = await writeSampleMaildir(dir, { now: NOW });
      expect(counts).toEqual({ mailCount: MAILS.length, threadCount: Object.keys(expectedThreads()).length });
      const entries = await readdir(dir, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      return Promise.all(files.sort().map(async (path) => [path.slice(dir.length), await readFile(path, 'utf8')]));
    }),
  );
  expect(trees[0]).toHaveLength(MAILS.length);
  expect(trees[0]).toEqual(trees[1]);
  expect(trees[0]?.filter(([path]) => path?.startsWith('/new/')).length).toBe(4);
  await Promise.all(dirs.map((dir) => rm(dir, { recursive: true })));
});

test('the cards are about thirty, name each other correctly, and every card that is expected exists', () => {
  const { cards } = sampleCards({ now: NOW });
  const ids = cards.map((card) => card.id);
  expect(cards.length).toBeGreaterThanOrEqual(30);
  expect(cards.length).toBeLessThanOrEqual(40);
  expect(new Set(ids).size).toBe(ids.length);
  const named = cards.flatMap((card) => [card['company'], card['convertedTo'], card['people']].flat());
  for (const id of named) if (id !== undefined) expect(ids).toContain(id);
  const outcomes = Object.values(expectedThreads()).flatMap((one) => [one, ...Object.values(one.mails ?? {})]);
  for (const id of outcomes.flatMap((outcome) => outcome.cards)) expect(ids).toContain(id);
});

test('the dates of the cards keep their distance in working days from now', () => {
  const now = new Date('2027-03-03T10:00:00Z');
  const jansen = sampleCards({ now }).cards.find((card) => card.id === 'd7');
  expect(jansen?.closedAt?.slice(0, 10)).toBe(workingDaysBefore(now, 9).toISOString().slice(0, 10));
});

test('expected.json and the table of the README are those of the threads', async () => {
  const written: unknown = JSON.parse(await readFile(new URL('./expected.json', import.meta.url), 'utf8'));
  expect(written).toEqual(expectedThreads());
  const readme = (await readFile(new URL('./README.md', import.meta.url), 'utf8')).replace(/ +/g, ' ');
  for (const row of expectedTable().split('\n').slice(2)) expect(readme).toContain(row.replace(/ +/g, ' '));
});
