import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { Activity } from '../../../app/domain/activity.ts';
import type { CardId, CanonicalAddress, MessageKey, UnixMs } from '../../../app/domain/ids.ts';
import type { Card } from '../../../app/domain/card.ts';
import { sampleDraft } from '../conformance/sample-draft.ts';
import { sampleMail } from '../conformance/sample-mail.ts';
import { openBuiltinCrm, type BuiltinCrm } from './builtin-crm.ts';

const CLOCK = { now: () => 1_000 as UnixMs };

function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'mailpin-crm-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
async function opened(path = join(tempDir(), 'crm.db')): Promise<BuiltinCrm> {
  const crm = await openBuiltinCrm(path, CLOCK);
  onTestFinished(() => crm.close());
  return crm;
}

const DEAL = sampleDraft('deal', 'd1', { stage: { pipeline: null, name: 'Negotiation' } });
const OTHER = sampleDraft('deal', 'd2');

const activity = (key: string, subject = 'Quote'): Activity => sampleMail(key, { subject, sentAt: 5 as UnixMs });

/** All cards and stages from the beginning, following the cursor to its end. */
async function load(crm: BuiltinCrm, from: string | null = null) {
  const cards: Card[] = [];
  const stages: string[] = [];
  let cursor = from;
  for (;;) {
    const page = await crm.changes(cursor);
    cards.push(...page.cards);
    stages.push(...page.stages.toSorted((a, b) => a.position - b.position).map(({ name }) => name));
    if (page.cursor === cursor) return { cards, stages, cursor };
    cursor = page.cursor;
  }
}

test('an empty CRM has a pipeline and no cards', async () => {
  const { cards, stages } = await load(await opened());
  expect(cards).toEqual([]);
  expect(stages).toEqual(['Qualified', 'Quote sent', 'Negotiation', 'Won', 'Lost']);
});

test('changes come once, and again only when something changed', async () => {
  const crm = await opened();
  expect(await crm.putCards([DEAL, OTHER])).toEqual({ created: 2, updated: 0, unchanged: 0 });
  const first = await load(crm);
  expect(first.cards.map(({ id, status, stageId }) => [id, status, stageId])).toEqual([
    [DEAL.id, 'open', 'negotiation'],
    [OTHER.id, 'open', 'qualified'],
  ]);
  expect(await crm.putCards([DEAL, OTHER])).toEqual({ created: 0, updated: 0, unchanged: 2 });
  expect((await load(crm, first.cursor)).cards).toEqual([]);
  await crm.putCards([{ ...DEAL, name: 'New name' }, OTHER]);
  expect((await load(crm, first.cursor)).cards.map(({ name }) => name)).toEqual(['New name']);
});

test('a cursor of another store, or from the future of this one, is answered from the beginning', async () => {
  const dir = tempDir();
  const crm = await opened(join(dir, 'crm.db'));
  await crm.putCards([DEAL]);
  const { cursor } = await load(crm);
  expect(await crm.changes(cursor)).toMatchObject({ isFromStart: false, cards: [] });
  const other = await opened();
  await other.putCards([OTHER]);
  expect(await other.changes(cursor)).toMatchObject({ isFromStart: true, cards: [{ id: OTHER.id }] });
  const copy = new Database(join(dir, 'crm.db'));
  copy.exec('UPDATE change_counter SET value = value - 1');
  copy.close();
  expect(await crm.changes(cursor)).toMatchObject({ isFromStart: true });
});

test('more cards than a page holds are all read', async () => {
  const crm = await opened();
  await crm.putCards(Array.from({ length: 1_203 }, (_, index) => sampleDraft('contact', `c${String(index)}`)));
  expect((await load(crm)).cards).toHaveLength(1_203);
});

test('stages that a file names are made where they belong; names are the same in any capitals', async () => {
  const crm = await opened();
  const stage = (name: string, pipeline: string | null = null) => ({ pipeline, name });
  await crm.putCards([
    sampleDraft('deal', 'a', { stage: stage('NEGOTIATION') }),
    sampleDraft('deal', 'b', { stage: stage('Trial') }),
    sampleDraft('deal', 'c', { stage: stage('Gewonnen', 'Kunden'), status: 'won' }),
  ]);
  const { cards, stages } = await load(crm);
  expect(stages).toEqual(expect.arrayContaining(['Trial', 'Gewonnen']));
  expect(cards.map(({ stageId, status }) => [stageId, status])).toEqual([
    ['negotiation', 'open'],
    ['trial', 'open'],
    ['gewonnen', 'won'],
  ]);
  const { stages: all } = await crm.changes(null);
  const sales = all.filter(({ pipeline }) => pipeline === 'Sales').toSorted((a, b) => a.position - b.position);
  expect(sales.map(({ name }) => name)).toEqual(['Qualified', 'Quote sent', 'Negotiation', 'Trial', 'Won', 'Lost']);
  expect(all.find(({ name }) => name === 'Gewonnen')?.outcome).toBe('won');
});

test('a deal that is moved is what its new stage says', async () => {
  const crm = await opened();
  await crm.putCards([DEAL]);
  await crm.moveDeal(DEAL.id, 'won');
  expect((await load(crm)).cards).toMatchObject([{ status: 'won', stageId: 'won', closedAt: 1_000 }]);
  await crm.moveDeal(DEAL.id, 'qualified');
  expect((await load(crm)).cards).toMatchObject([{ status: 'open', closedAt: null }]);
  await expect(crm.moveDeal(DEAL.id, 'nowhere')).rejects.toMatchObject({ code: 'crm.invalid' });
  await expect(crm.moveDeal('builtin:deal:zzz' as CardId, 'won')).rejects.toMatchObject({ code: 'crm.card-gone' });
});

test('a mail is logged once a card, found by its key, and taken off once', async () => {
  const crm = await opened();
  await crm.putCards([DEAL, OTHER]);
  expect(await crm.findActivity('k1' as MessageKey, DEAL.id)).toBeNull();
  const first = await crm.attach(activity('k1'), DEAL.id);
  expect(first.outcome).toBe('created');
  expect(await crm.attach(activity('k1'), DEAL.id)).toEqual({
    outcome: 'already-attached',
    activityId: first.activityId,
  });
  expect(await crm.findActivity('k1' as MessageKey, DEAL.id)).toBe(first.activityId);
  expect((await crm.attach(activity('k1'), OTHER.id)).outcome).toBe('created');
  expect(await crm.detach('k1' as MessageKey, DEAL.id)).toBe('deleted');
  expect(await crm.detach('k1' as MessageKey, DEAL.id)).toBe('was-not-linked');
  expect(await crm.activitiesOn(OTHER.id)).toMatchObject([{ key: 'k1', subject: 'Quote' }]);
  expect(await crm.activitiesOn(DEAL.id)).toEqual([]);
});

test('eight at once, from two programs, leave one copy', async () => {
  const path = join(tempDir(), 'crm.db');
  const programs = [await opened(path), await opened(path)];
  await programs[0]?.putCards([DEAL]);
  const orders = Array.from({ length: 4 }, () => programs.map((crm) => crm.attach(activity('k1'), DEAL.id))).flat();
  const ids = new Set((await Promise.all(orders)).map(({ activityId }) => activityId));
  expect(ids.size).toBe(1);
  expect(await programs[1]?.activitiesOn(DEAL.id)).toHaveLength(1);
});

test('two programs that open a new CRM at once both get it', async () => {
  const path = join(tempDir(), 'crm.db');
  const [one, , other] = await Promise.all([opened(path), opened(path), opened(path)]);
  await one.putCards([DEAL]);
  expect((await other.changes(null)).cards).toHaveLength(1);
});

test('a card that is not there is named', async () => {
  const crm = await opened();
  const gone = 'builtin:deal:gone' as CardId;
  await expect(crm.attach(activity('k1'), gone)).rejects.toMatchObject({
    code: 'crm.card-gone',
    details: { card: gone },
  });
});

test('cards keep every field, in any language', async () => {
  const crm = await opened();
  const card = sampleDraft('contact', 'ö1', {
    name: 'Žofie Ålesund 株式会社',
    addresses: [{ address: 'žofie@acme.test' as CanonicalAddress, isPrimary: true }],
    value: { amount: '0.10', currency: 'CZK' },
    ownerName: 'Max',
    createdAt: 7 as UnixMs,
  });
  await crm.putCards([card]);
  const [stored] = (await load(crm)).cards;
  const { name, addresses, value, ownerName, createdAt } = card;
  expect(stored).toMatchObject({ name, addresses, value, ownerName, createdAt, status: 'open', goneAt: null });
});

test('a file that is newer, or no database, is refused in our words', async () => {
  const dir = tempDir();
  const newer = join(dir, 'newer.db');
  await (await openBuiltinCrm(newer, CLOCK)).close();
  const db = new Database(newer);
  db.exec(`INSERT INTO kysely_migration (name, timestamp) VALUES ('9990_later', '2099-01-01T00:00:00.000Z')`);
  db.close();
  await expect(openBuiltinCrm(newer, CLOCK)).rejects.toMatchObject({
    code: 'store.newer',
    details: { found: 9990, known: 20 },
  });
  const broken = join(dir, 'broken.db');
  writeFileSync(broken, 'no database, but long enough to look like the first page of one '.repeat(100));
  await expect(openBuiltinCrm(broken, CLOCK)).rejects.toMatchObject({ code: 'store.corrupt' });
});
