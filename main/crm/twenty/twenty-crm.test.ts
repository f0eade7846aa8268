import { expect, onTestFinished, test } from 'vitest';
import { handClock } from '../../../e2e/servers/crm/hand-clock.ts';
import { TWENTY_IDS, twentyWithCards } from '../../../e2e/servers/crm/twenty/target.ts';
import { TWENTY_KEY, type FakeTwenty, type TwentyOptions } from '../../../e2e/servers/crm/twenty.ts';
import type { Activity } from '../../../app/domain/activity.ts';
import type { CardId, CrmId, MessageKey } from '../../../app/domain/ids.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import { loadAll } from '../conformance/checks.ts';
import { noteMarkdown, plainText } from './note-markdown.ts';
import { sampleMail } from '../conformance/sample-mail.ts';
import { twentyCrm } from './twenty-crm.ts';

const TWENTY = 'twenty' as CrmId;
const DEAL = `twenty:deal:${TWENTY_IDS.deal}` as CardId;
const PERSON = `twenty:contact:${TWENTY_IDS.contact}` as CardId;
const COMPANY = `twenty:company:${TWENTY_IDS.company}` as CardId;
const KEY = 'quote@mail.acme.example#0123456789ab' as MessageKey;

interface House {
  readonly server: FakeTwenty;
  readonly crm: CrmConnector;
  /** Another program of the same workspace. */
  readonly other: CrmConnector;
}

async function house(options: TwentyOptions = {}, token = TWENTY_KEY): Promise<House> {
  const pace = handClock();
  const server = await twentyWithCards({ clock: () => pace.now(), ...options });
  onTestFinished(() => server.stop());
  const bearer = (isRefused: boolean) => Promise.resolve(isRefused ? null : token);
  const open = () => twentyCrm(TWENTY, server.url, { kind: 'token', values: { token }, bearer }, pace);
  return { server, crm: open(), other: open() };
}

const activity = (of: Partial<Activity> = {}): Activity =>
  sampleMail(KEY, {
    subject: 'Quote <2291> & more',
    text: '# Two phases\n- *please*\n\n[click](javascript:alert(1)) <b>',
    ...of,
  });

test('cards come with what the rules need', async () => {
  const { crm } = await house();
  const { cards, stageCount } = await loadAll(crm);
  const card = (id: CardId) => cards.find((one) => one.id === id);
  expect(stageCount).toBe(5);
  expect(card(COMPANY)).toMatchObject({ name: 'Acme', domains: ['acme.example'], ownerName: 'Sally Berg' });
  expect(card(PERSON)).toMatchObject({
    name: 'Ana Ito',
    addresses: [
      { address: 'ana@acme.example', isPrimary: true },
      { address: 'ana.ito@home.example', isPrimary: false },
    ],
    companyId: COMPANY,
  });
  expect(card(DEAL)).toMatchObject({
    status: 'open',
    stageId: 'PROPOSAL',
    value: { amount: '1234.5', currency: 'EUR' },
    companyId: COMPANY,
    peopleIds: [PERSON],
  });
});

test('a key of a narrow role still loads: owners stay unnamed, stages are those of a new workspace', async () => {
  const { crm, server } = await house({ isNarrow: true });
  server.put('opportunities', { id: TWENTY_IDS.deal, stage: 'CUSTOMER' });
  const { cards, cursor, stageCount } = await loadAll(crm);
  expect(stageCount).toBe(5);
  const closedAt = Date.UTC(2026, 0, 31);
  expect(cards.find(({ id }) => id === DEAL)).toMatchObject({ status: 'won', ownerName: null, closedAt });
  server.put('opportunities', { id: TWENTY_IDS.deal, closeDate: '2999-01-01T00:00:00.000Z' });
  const [deal] = (await loadAll(crm, cursor)).cards;
  expect(deal?.closedAt).toBe(deal?.updatedAt);
});

test('a change comes alone, and what went into the trash is gone, although its own time did not change', async () => {
  const { crm, server } = await house();
  const { cursor } = await loadAll(crm);
  server.put('companies', { id: TWENTY_IDS.company, name: 'Acme Pumps' });
  const changed = await loadAll(crm, cursor);
  expect(changed.cards.map(({ name }) => name)).toEqual(['Acme Pumps']);
  server.trash('people', TWENTY_IDS.contact);
  const trashed = await loadAll(crm, changed.cursor);
  expect(trashed.cards.map(({ id, goneAt }) => [id, goneAt !== null])).toEqual([[PERSON, true]]);
  expect((await loadAll(crm, trashed.cursor)).cards).toEqual([]);
});

test('500 people come in pages, each once', async () => {
  const { crm, server } = await house();
  for (let at = 0; at < 500; at += 1) server.put('people', { name: { firstName: 'P', lastName: String(at) } });
  const { cards, cursor } = await loadAll(crm);
  expect(cards).toHaveLength(503);
  expect(new Set(cards.map(({ id }) => id)).size).toBe(503);
  expect((await loadAll(crm, cursor)).cards).toEqual([]);
});

test('one note stands on three cards, and goes for good with the last of them', async () => {
  const { crm, server } = await house();
  expect(await crm.attach(activity(), DEAL)).toMatchObject({ outcome: 'created' });
  expect(await crm.attach(activity(), PERSON)).toMatchObject({ outcome: 'linked-existing' });
  expect(await crm.attach(activity(), COMPANY)).toMatchObject({ outcome: 'linked-existing' });
  expect(await crm.attach(activity(), DEAL)).toMatchObject({ outcome: 'already-attached' });
  expect([server.notes().length, server.targets().length]).toEqual([1, 3]);
  expect(await crm.detach(KEY, DEAL)).toBe('unlinked');
  expect(await crm.detach(KEY, DEAL)).toBe('was-not-linked');
  expect(await crm.detach(KEY, PERSON)).toBe('unlinked');
  expect(await crm.detach(KEY, COMPANY)).toBe('deleted');
  expect([server.notes().length, server.targets().length]).toEqual([0, 0]);
});

test('two programs that write at once leave one note', async () => {
  const { crm, other, server } = await house();
  const outcomes = await Promise.all([crm.attach(activity(), DEAL), other.attach(activity(), DEAL)]);
  expect(new Set(outcomes.map(({ activityId }) => activityId)).size).toBe(1);
  expect([server.notes().length, server.targets().length]).toEqual([1, 1]);
});

test('a server that says personId is understood', async () => {
  const { crm, server } = await house({ targetPrefix: '' });
  await crm.attach(activity(), PERSON);
  await crm.attach(activity(), DEAL);
  expect(server.targets().map(({ personId, opportunityId }) => personId ?? opportunityId)).toEqual(
    expect.arrayContaining([TWENTY_IDS.contact, TWENTY_IDS.deal]),
  );
  expect(await crm.activitiesOn(PERSON)).toMatchObject([{ isOurs: true, subject: 'Quote <2291> & more' }]);
  expect(await crm.detach(KEY, PERSON)).toBe('unlinked');
});

test('a note that somebody put into the trash is on no card, and attaching takes it out again', async () => {
  const { crm, server } = await house();
  const { activityId } = await crm.attach(activity(), DEAL);
  server.trash('notes', activityId);
  expect(await crm.findActivity(KEY, DEAL)).toBeNull();
  expect(await crm.activitiesOn(DEAL)).toEqual([]);
  await crm.attach(activity(), DEAL);
  expect(await crm.findActivity(KEY, DEAL)).toBe(activityId);
  expect(server.notes()).toHaveLength(1);
});

test.each(['trash', 'destroy'] as const)(
  'a card that went by %s is named as gone, and no note is left',
  async (way) => {
    const { crm, server } = await house();
    await loadAll(crm);
    server[way]('opportunities', TWENTY_IDS.deal);
    await expect(crm.attach(activity(), DEAL)).rejects.toMatchObject({ code: 'crm.card-gone' });
    expect(server.notes()).toEqual([]);
  },
);

test('an attach that was cut between its two calls is whole after the next, and a detach leaves nothing of it', async () => {
  const { crm, server } = await house();
  server.fail({ when: 'before', answer: 'cut', method: 'POST', path: /noteTargets/ });
  await expect(crm.attach(activity(), DEAL)).rejects.toMatchObject({ details: { ambiguous: 1 } });
  expect(await crm.attach(activity(), DEAL)).toMatchObject({ outcome: 'linked-existing' });
  await crm.detach(KEY, DEAL);
  server.fail({ when: 'before', answer: 'cut', method: 'POST', path: /noteTargets/ });
  await expect(crm.attach(activity(), DEAL)).rejects.toThrow();
  expect(await crm.detach(KEY, DEAL)).toBe('deleted');
  expect(server.notes()).toEqual([]);
});

test('a note that Twenty refuses to put on its card is not left lying about', async () => {
  const { crm, server } = await house();
  const body = { statusCode: 400, error: 'BadRequestException', messages: ['A rule of the workspace forbids it'] };
  const refused = { when: 'before', answer: { status: 400, body }, method: 'POST', path: /noteTargets/ } as const;
  server.fail(refused, refused);
  const details = { reason: 'A rule of the workspace forbids it' };
  await expect(crm.attach(activity(), DEAL)).rejects.toMatchObject({ code: 'crm.invalid', details });
  expect(server.notes()).toEqual([]);
});

test('300 requests go through at the pace that Twenty allows, whatever others spend of it', async () => {
  const { crm, other, server } = await house();
  for (let at = 0; at < 50; at += 1) {
    const key = `m${String(at)}@mail.acme.example` as MessageKey;
    await (at % 2 === 0 ? crm : other).attach(activity({ key }), DEAL);
  }
  expect(server.notes()).toHaveLength(50);
  server.setRateLimit(0);
  await crm.check();
});

test.each([
  [401, 'Token has expired.', 'crm.auth-expired'],
  [401, 'Token invalid.', 'crm.auth-rejected'],
  [401, 'This API Key is revoked', 'crm.auth-revoked'],
  [403, 'Entity performing the request does not have permission', 'crm.forbidden'],
  [400, 'Something else', 'crm.invalid'],
] as const)('%i %s is %s', async (status, message, code) => {
  const { crm, server } = await house();
  server.fail({ when: 'before', answer: { status, body: { statusCode: status, error: 'E', messages: [message] } } });
  await expect(crm.check()).rejects.toMatchObject({ code });
});

test('a key belongs to a workspace, so nobody in particular is signed in', async () => {
  const { crm } = await house();
  expect(await crm.check()).toEqual({ user: null });
});

test('Markdown of a mail is its text, line for line', () => {
  const text = plainText(noteMarkdown(activity()));
  expect(text).toContain('Subject: Quote <2291> & more\nFrom: Ana Ito <ana@acme.example>');
  expect(text).toContain('# Two phases\n- *please*\n\n[click](javascript:alert(1)) <b>\n\n[mailpin ');
});
