import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalMessageId } from '../app/domain/message-id.ts';
import { writeSampleMaildir } from '../resources/sample/build-mailbox.ts';
import { sampleCards } from '../resources/sample/sample-cards.ts';
import { composeSampleMails, SAMPLE_ADDRESS, type SampleMail } from '../resources/sample/sample-mails.ts';
import { openAdapters } from './adapters.ts';
import { readCardFile } from './cli/card-file.ts';
import { createMailpin, type Mailpin } from './compose.ts';

const now = new Date('2026-11-20T16:00:00Z');
const mails = composeSampleMails({ now });
let dir: string;
let mailpin: Mailpin;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'mailpin-sample-'));
  const maildir = join(dir, 'mail');
  const profileDir = join(dir, 'profile');
  await writeSampleMaildir(maildir, { now });
  mailpin = createMailpin({ profileDir }, openAdapters({ profileDir, secrets: 'env', env: {} }));
  const settings = { kind: 'maildir', path: maildir } as const;
  await mailpin.call('accounts.add', { address: SAMPLE_ADDRESS, settings, password: null, isChecked: true });
  await mailpin.call('cards.import', { rows: readCardFile(JSON.stringify(sampleCards({ now }))).rows });
  await mailpin.call('sync.once', {});
});
afterAll(async () => {
  await mailpin.stop();
  rmSync(dir, { recursive: true, force: true });
});

interface Outcome {
  readonly mail: string;
  readonly state: string;
  readonly cards: readonly string[];
}

const nameOf = ({ slug, position }: SampleMail): string => `${slug} ${position}`;

function expected(mail: SampleMail): Outcome {
  return { mail: nameOf(mail), state: mail.outcome.state, cards: mail.outcome.cards.toSorted() };
}

test('every mail of the sample is on the cards that its thread file promises, or asked about, or private', async () => {
  const { items: questions } = await mailpin.call('questions.list', { limit: 500 });
  const asked = new Set(questions.map(({ threadId }) => threadId));
  const found: Outcome[] = [];
  for (const mail of mails) {
    const { links } = await mailpin.call('mails.get', { mail: { messageId: mail.messageId } });
    const { summary } = await mailpin.call('threads.of', { mail: { messageId: mail.messageId } });
    const cards = links.map(({ card }) => card.id.slice(card.id.lastIndexOf(':') + 1)).toSorted();
    const isAsked = asked.has(summary.id) && mail.outcome.state === 'question';
    found.push({ mail: nameOf(mail), state: isAsked ? 'question' : cards.length > 0 ? 'linked' : 'private', cards });
  }
  expect(found).toEqual(mails.map(expected));
});

test('the threads of the mirror are the threads of the sample', async () => {
  const { items } = await mailpin.call('threads.list', { limit: 500 });
  const slugOf = new Map(mails.map(({ messageId, slug }) => [canonicalMessageId(messageId), slug]));
  const slugs: string[] = [];
  for (const { id } of items) {
    const detail = await mailpin.call('threads.get', { threadId: id });
    slugs.push([...new Set(detail.mails.map(({ messageId }) => slugOf.get(messageId)))].join(' + '));
  }
  expect(slugs.toSorted()).toEqual([...new Set(mails.map(({ slug }) => slug))].toSorted());
});

test('no mail of the sample looks personal: the story of a first run has no surprise in it', async () => {
  await mailpin.call('outbox.drain', {});
  expect(await mailpin.call('held.list', { limit: 10 })).toEqual({ items: [], next: null, total: 0 });
});

test('the cards of the built-in CRM hold exactly the mail that is linked', async () => {
  await mailpin.call('outbox.drain', {});
  for (const { id } of await mailpin.call('cards.list', { limit: 500 })) {
    const { atCrm } = await mailpin.call('cards.get', { cardId: id });
    const links = await mailpin.call('links.list', { cardId: id, limit: 500 });
    expect(atCrm.map(({ key }) => key).toSorted()).toEqual(links.map(({ key }) => key).toSorted());
  }
});
