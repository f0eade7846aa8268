import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CrmId, ActivityId, CardId, MessageKey } from '../../app/domain/ids.ts';
import { cardId, company, contact, deal, stage } from './testing/cards.ts';
import { minutes } from './testing/letters.ts';
import { openWorld, type World } from './testing/world.ts';

const ANA = 'Ana Ito <ana@acme.example>';
const SALLY = 'Sally <sally@seller.example>';
const C1 = cardId('contact', 'c1');
const D7 = cardId('deal', 'd7');

let world: World;
beforeEach(() => {
  world = openWorld();
  world.stages(stage('lead', 0), stage('offer', 1), stage('won', 2, 'won'));
});
afterEach(() => {
  world.close();
});

function fill(): void {
  world.put(
    company('acme', 'Acme', 'acme.example'),
    contact('c1', 'Ana Ito', 'ana@acme.example', { companyId: cardId('company', 'acme') }),
    deal('d7', 'Pumps', ['c1'], { value: { amount: '12000.50', currency: 'EUR' } }),
  );
}
function mail(id: string, at: number, text = 'Hello') {
  return world.receive({ id: `${id}@acme.example`, from: ANA, to: [SALLY], subject: `Mail ${id}`, text, at });
}

test('a card shows its mail newest first, with who wrote, why it is there and how far it came', async () => {
  fill();
  mail('a', 1);
  const newest = mail('b', 2);
  world.push(newest, D7, { kind: 'done', activityId: 'x1' as ActivityId });
  const page = await world.ask['cards.get']({ cardId: D7 });
  expect(page.card).toEqual({
    id: D7,
    kind: 'deal',
    name: 'Pumps',
    status: 'open',
    stageId: 'offer',
    stageName: 'OFFER',
    value: { amount: '12000.50', currency: 'EUR' },
    companyName: null,
    people: ['Ana Ito'],
    mailCount: 2,
    lastMail: { name: 'Ana Ito', direction: 'inbound', at: minutes(2) },
  });
  expect(page.mails).toMatchObject([
    {
      messageId: 'b@acme.example',
      from: { name: 'Ana Ito', isMe: false },
      origin: 'rule',
      evidence: { rule: 'only-open-deal', viaId: C1 },
      push: { kind: 'arrived' },
    },
    { messageId: 'a@acme.example', push: { kind: 'waiting' } },
  ]);
});

test('a card shows what the CRM itself says is on it, also what is not ours', async () => {
  fill();
  const sentAt = minutes(1);
  world.atCrm.set(D7, [
    { activityId: 'x1' as ActivityId, key: 'k' as MessageKey, isOurs: true, subject: 'Ours', sentAt },
    { activityId: 'x2' as ActivityId, key: null, isOurs: false, subject: 'Theirs', sentAt },
  ]);
  const { atCrm } = await world.ask['cards.get']({ cardId: 'd7' });
  expect(atCrm).toEqual([
    {
      ...{ activityId: 'x1', key: 'k', isOurs: true, isMail: true, standing: 'ours', mailId: null },
      subject: 'Ours',
      sentAt,
    },
    {
      ...{ activityId: 'x2', key: null, isOurs: false, isMail: true, standing: 'foreign', mailId: null },
      subject: 'Theirs',
      sentAt,
    },
  ]);
});

test('the kept-out drawer holds the mail the user took off, and its list does not', async () => {
  fill();
  const first = mail('a', 1);
  world.say('detach', first, D7, 'person');
  const page = await world.ask['cards.get']({ cardId: D7 });
  expect(page.mails).toEqual([]);
  expect(page.keptOut).toEqual([
    {
      mailId: first,
      card: { id: D7, kind: 'deal', name: 'Pumps' },
      reach: 'person',
      person: 'ana@acme.example',
      decidedAt: minutes(0),
      subject: 'Mail a',
    },
  ]);
});

test.each<[string, CardId]>([
  ['builtin:contact:c1', C1],
  ['contact:c1', C1],
  ['c1', C1],
  [' d7 ', D7],
])('%j names a card', async (written, meant) => {
  fill();
  expect((await world.ask['cards.get']({ cardId: written })).card.id).toBe(meant);
});

test('an end that fits several cards, or none, or only part of an id, is refused with the reason', async () => {
  world.put(contact('1', 'Ana', 'a@acme.example'), deal('1', 'Pumps', []), deal('41', 'Valves', []));
  const card = async (written: string) => world.ask['cards.get']({ cardId: written });
  await expect(card('1')).rejects.toMatchObject({
    code: 'input.ambiguous',
    details: { name: '1', candidates: 'builtin:contact:1 (Ana) or builtin:deal:1 (Pumps)' },
  });
  await expect(card('7')).rejects.toMatchObject({ code: 'input.unknown-card', details: { card: '7' } });
  await expect(card('')).rejects.toMatchObject({ code: 'input.unknown-card' });
  expect((await world.ask['cards.get']({ cardId: 'deal:1' })).card.name).toBe('Pumps');
});

test('related cards are the people of a deal, the deals of a person, everything of a company', async () => {
  fill();
  const related = async (id: CardId) => (await world.ask['cards.get']({ cardId: id })).related.map((card) => card.name);
  expect(await related(D7)).toEqual(['Ana Ito']);
  expect(await related(C1)).toEqual(['Pumps']);
  expect(await related(cardId('company', 'acme'))).toEqual(['Ana Ito']);
});

test('cards are found by words of their name or address, whatever the case and the accents', async () => {
  world.put(
    contact('c1', 'José Álvarez', 'jose@acme.example'),
    contact('c2', '山田太郎', 'yamada@example.jp'),
    deal('d1', 'Álvarez pumps', []),
    deal('d2', 'Gone', [], { goneAt: minutes(1) }),
  );
  const named = async (text: string) =>
    (await world.ask['cards.list']({ text, limit: 10 })).map((card) => card.name).toSorted();
  expect(await named('ALVAREZ')).toEqual(['José Álvarez', 'Álvarez pumps']);
  expect(await named('alvarez jose')).toEqual(['José Álvarez']);
  expect(await named('太郎')).toEqual(['山田太郎']);
  expect(await named('yamada@')).toEqual(['山田太郎']);
  expect(await named("%' OR 1=1")).toEqual([]);
  expect((await world.ask['cards.list']({ limit: 10 })).length).toBe(3);
  expect((await world.ask['cards.list']({ kind: 'deal', limit: 10 })).map((card) => card.id)).toEqual([
    cardId('deal', 'd1'),
  ]);
});

test('the board has every stage in order, the deal with the newest mail first, and no deal that is gone', async () => {
  world.put(
    contact('c1', 'Ana', 'ana@acme.example'),
    contact('c2', 'Ben', 'ben@other.example'),
    deal('d1', 'Quiet', []),
    deal('d2', 'Gone', [], { goneAt: minutes(1) }),
    deal('d3', 'Old mail', ['c1']),
    deal('d4', 'New mail', ['c2']),
    deal('d5', 'Won', [], { status: 'won', stageId: 'won' }),
  );
  mail('a', 1);
  world.receive({ id: 'b@other.example', from: 'ben@other.example', to: [SALLY], at: 2 });
  const { pipelines } = await world.ask['board.get']({});
  expect(pipelines.map(({ name }) => name)).toEqual(['Sales']);
  expect(pipelines[0]?.columns.map((column) => [column.stage.id, column.deals.map((card) => card.name)])).toEqual([
    ['lead', []],
    ['offer', ['New mail', 'Old mail', 'Quiet']],
    ['won', ['Won']],
  ]);
});

test('pipelines of the same name in two CRMs are two, each with its own deals', async () => {
  const stage = { id: 'lead', pipeline: 'Sales', name: 'Lead', position: 0, outcome: 'open' } as const;
  world.stages({ ...stage, crmId: 'sell' as CrmId });
  world.put(deal('d1', 'Here', [], { stageId: 'lead' }));
  const { pipelines } = await world.ask['board.get']({});
  expect(pipelines.map(({ crmId, name, columns }) => [crmId, name, columns.map(({ deals }) => deals.length)])).toEqual([
    ['builtin', 'Sales', [1, 0, 0]],
    ['sell', 'Sales', [0]],
  ]);
});

test('targets: open deals of the people first with reasons, the people, closed deals, then the rest', async () => {
  fill();
  world.put(
    deal('d8', 'Valves', ['c1']),
    deal('d9', 'Old pumps', ['c1'], { status: 'won', closedAt: minutes(-9) }),
    deal('d1', 'Elsewhere', [], { updatedAt: minutes(-5) }),
  );
  const dragged = mail('a', 1, 'About the valves');
  const targets = await world.ask['cards.targets']({ mailIds: [dragged], limit: 10 });
  expect(targets.map((target) => target.card.name)).toEqual([
    'Valves',
    'Pumps',
    'Ana Ito',
    'Acme',
    'Old pumps',
    'Elsewhere',
  ]);
  expect(targets[0]?.reasons.map((reason) => reason.kind)).toEqual(expect.arrayContaining(['people-on-deal']));
  expect(targets.map((target) => target.isAttached)).toEqual([false, false, true, false, false, false]);
});

test('targets say which of the dragged mails are kept out, and words narrow them', async () => {
  fill();
  const dragged = mail('a', 1);
  world.say('detach', dragged, D7);
  const all = await world.ask['cards.targets']({ mailIds: [dragged], limit: 10 });
  expect(all.find((target) => target.card.id === D7)?.keptOut).toMatchObject([{ mailId: dragged, reach: 'thread' }]);
  const narrowed = await world.ask['cards.targets']({ mailIds: [dragged], text: 'acm', limit: 10 });
  expect(narrowed.map((target) => target.card.name)).toEqual(['Ana Ito', 'Acme']);
  expect(await world.ask['cards.targets']({ mailIds: [], limit: 1 })).toMatchObject([{ card: { name: 'Pumps' } }]);
});

test('several mails count as attached only when each of them is', async () => {
  fill();
  const attached = mail('a', 1);
  const kept = mail('b', 2);
  world.say('detach', kept, D7, 'message');
  const isAttached = async (...mailIds: (typeof attached)[]) =>
    (await world.ask['cards.targets']({ mailIds, limit: 1, text: 'pumps' }))[0]?.isAttached;
  expect([await isAttached(attached), await isAttached(attached, kept)]).toEqual([true, false]);
});

test('links are listed by mail, by card, by both, and for the whole mirror newest first', async () => {
  fill();
  mail('a', 1);
  mail('b', 2);
  const links = async (input: { readonly id?: string; readonly card?: string; readonly limit?: number }) => {
    const mailName = input.id === undefined ? undefined : { messageId: input.id };
    const found = await world.ask['links.list']({ mail: mailName, cardId: input.card, limit: input.limit ?? 10 });
    return found.map((link) => `${link.subject} on ${link.card.name}`).toSorted();
  };
  expect(await links({ id: 'a@acme.example' })).toEqual(['Mail a on Ana Ito', 'Mail a on Pumps']);
  expect(await links({ card: 'd7' })).toEqual(['Mail a on Pumps', 'Mail b on Pumps']);
  expect(await links({ id: 'a@acme.example', card: 'd7' })).toEqual(['Mail a on Pumps']);
  expect(await links({ limit: 2 })).toEqual(['Mail b on Ana Ito', 'Mail b on Pumps']);
});
