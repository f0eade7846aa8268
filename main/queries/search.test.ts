import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from './testing/world.ts';
import type { Letter } from './testing/letters.ts';

const SALLY = 'Sally <sally@seller.example>';
const DAY = 24 * 60;

const LETTERS: readonly Letter[] = [
  { id: 'subject', from: 'Ana Ito <ana@acme.example>', subject: 'Offer for pumps', text: 'See below.', at: 0 },
  {
    id: 'text',
    from: 'ben@other.example',
    subject: 'Hello',
    text: `${'Long story. '.repeat(40)}Two pumps, please.`,
    at: 1,
  },
  { id: 'people', from: 'Zoë Pumpkin <zoe@third.example>', subject: 'Lunch', text: 'At noon?', at: 2 },
  { id: 'accents', from: 'José <jose@acme.example>', subject: 'Anfrage für Möbel', text: 'Größe Übergröße', at: 3 },
  { id: 'phrase', from: 'kim@other.example', subject: 'Terms', text: 'net thirty days', at: 4 },
  { id: 'scattered', from: 'kim@other.example', subject: 'Terms', text: 'thirty of those days are net', at: 5 },
  {
    id: 'japanese',
    from: '山田太郎 <yamada@example.jp>',
    subject: '先日のお見積りの件',
    text: '山本様、納期をご確認ください。',
    at: 6,
  },
  {
    id: 'files',
    from: 'Ana Lima <ana.lima@acme.example>',
    cc: ['Carl Weiß <carl@acme.example>'],
    subject: 'Terms',
    text: 'attached',
    attachmentName: 'Zeichnung 12.pdf',
    isSeen: false,
    at: -10 * DAY,
  },
  { id: 'own', from: SALLY, subject: 'Our terms', text: 'ＡＢＣ ﾐﾂﾓﾘ', at: -11 * DAY },
  { id: 'news', from: 'news@lists.example', subject: 'Trends', text: 'spring', kind: 'bulk', at: -12 * DAY },
  { id: 'point', from: 'lee@prices.example', subject: 'Price', text: 'in all 18.400,50 EUR', at: -60 * DAY },
  { id: 'apostrophe', from: 'lee@prices.example', subject: "Price CHF 18'400.–", text: 'net', at: -61 * DAY },
  {
    id: 'blank',
    from: 'lee@prices.example',
    subject: 'Price',
    text: 'soit 18\u202f400 € ; 1\u00a0234\u00a0567 en tout',
    at: -62 * DAY,
  },
  { id: 'bare', from: 'lee@prices.example', subject: 'Price', text: '18400 EUR or 1234567', at: -63 * DAY },
  { id: 'apart', from: 'lee@prices.example', subject: 'Price', text: '400 of them in 18 boxes', at: -64 * DAY },
  { id: 'old', from: 'lee@other.example', subject: 'Gasket', text: 'gasket', at: -900 * DAY },
  { id: 'new', from: 'lee@other.example', subject: 'Gasket', text: 'gasket', at: 7 },
];

let world: World;
beforeAll(() => {
  world = openWorld();
  for (const letter of LETTERS) world.receive({ to: [SALLY], ...letter, id: `${letter.id}@test.example` });
});
afterAll(() => {
  world.close();
});

async function found(text: string): Promise<readonly string[]> {
  const { hits } = await world.ask['mails.search']({ text, limit: 20 });
  return hits.map((hit) => String(hit.messageId).replace('@test.example', ''));
}
async function snippet(text: string): Promise<string | undefined> {
  return (await world.ask['mails.search']({ text, limit: 1 })).hits[0]?.snippet;
}

test.each([
  ['pump', ['subject', 'people', 'text']],
  ['PUMPS offer', ['subject']],
  ['ana@acme.example', ['subject']],
  ['anf', ['accents']],
  ['mobel', ['accents']],
  ['GRÖß', ['accents']],
  ['jose', ['accents']],
  ['"net thirty"', ['phrase']],
  ['“net thirty', ['phrase']],
  ['net thirty', ['scattered', 'phrase']],
  ['nowhere', []],
  ['', []],
  ['  ?! ', []],
])('%j finds %j', async (text, ids) => {
  expect([...(await found(text))].sort()).toEqual([...ids].sort());
});

test.each([
  ['from:ana', ['subject', 'files']],
  ['from:"Ana Lima"', ['files']],
  ['from:an', ['subject', 'files']],
  ['from:acme.example', ['subject', 'accents', 'files']],
  ['from:me', ['own']],
  ['cc:weiss', ['files']],
  ['to:carl', ['files']],
  ['subject:terms -from:kim', ['files', 'own']],
  ['terms has:attachment', ['files']],
  ['has:pdf', ['files']],
  ['has:image', []],
  ['zeichnung', ['files']],
  ['file:12', ['files']],
  ['is:unread', ['files']],
  ['is:sent', ['own']],
  ['is:newsletter', ['news']],
  ['is:newsletter OR is:sent', ['own', 'news']],
  ['trends OR is:sent', ['own', 'news']],
  ['terms NOT attached NOT days', ['own']],
  ['-gasket -terms after:2026-04-01', ['subject', 'text', 'people', 'accents', 'japanese', 'news']],
  ['gasket before:2026-01-01', ['old']],
  ['gasket after:2026-01-01', ['new']],
  ['after:2026-04-18 before:2026-04-21', ['news', 'own']],
  ['in:inbox trends', ['news']],
  ['in:gesendet', ['own']],
  ['moebel', ['accents']],
  ['Möbel', ['accents']],
  ['uebergroesse', ['accents']],
  ['grosse', ['accents']],
  ['abc', ['own']],
  ['みつもり', ['own']],
  ['ミツモリ', ['own']],
  ['abc is:read', ['own']],
  ...['18400', '18.400', '18,400', "18'400", '"18 400"', '18400€'].map((number): [string, readonly string[]] => [
    number,
    ['point', 'apostrophe', 'blank', 'bare'],
  ]),
  ['18 400', ['point', 'apostrophe', 'blank', 'bare', 'apart']],
  ['18.400,50', ['point']],
  ['18400,50', ['point']],
  ['18 400,50', ['point']],
  ['1.234.567', ['blank', 'bare']],
  ['1 234 567', ['blank', 'bare']],
  ['1234567', ['blank', 'bare']],
  ['18.40', []],
])('%s finds %j', async (text, ids) => {
  expect([...(await found(text))].sort()).toEqual([...ids].sort());
});

test.each([
  ['fron:ana', { misread: 'operator', operator: 'fron', meant: 'from' }],
  ['from:', { misread: 'missing', operator: 'from' }],
  ['is:blue', { misread: 'choice', operator: 'is', value: 'blue' }],
  ['before:soon', { misread: 'date', value: 'soon' }],
  ['deal:nowhere', { misread: 'card', operator: 'deal', value: 'nowhere' }],
  ['in:nowhere', { misread: 'mailbox', value: 'nowhere', choices: 'INBOX, Sent' }],
])('%s is refused with what is wrong, never answered with nothing', async (text, details) => {
  await expect(found(text)).rejects.toMatchObject({ code: 'input.search', details });
});

test('a hit in the subject comes before one in the text', async () => {
  expect((await found('pumps')).slice(0, 2)).toEqual(['subject', 'text']);
});

test('of two equal hits the newer comes first', async () => {
  expect(await found('gasket')).toEqual(['new', 'old']);
});

test.each([
  ['見積り', ['japanese']],
  ['太郎', ['japanese']],
  ['納期', ['japanese']],
  ['山田 見積', ['japanese']],
  ['yamada 納期', ['japanese']],
  ['見積り pumps', []],
])('%j finds words in the middle of text without blanks: %j', async (text, ids) => {
  expect(await found(text)).toEqual(ids);
});

test('the snippet is the place of the hit, on one line, and the first words when the hit is elsewhere', async () => {
  expect(await snippet('two pumps')).toMatch(/^… .*Two pumps, please\.$/u);
  expect(await snippet('ubergro')).toBe('Größe Übergröße');
  expect(await snippet('lunch')).toBe('At noon?');
});

test.each([
  '"',
  '""',
  '"a" OR',
  'NEAR(',
  '*',
  '^a',
  'a* AND (',
  "'; DROP TABLE mail;",
  '{a b}: c',
  '-a',
  '\0',
  'a\0b',
  '+',
  '\ud800',
])('what somebody typed is never an error: %j', async (text) => {
  await expect(found(text)).resolves.toBeInstanceOf(Array);
});

test('a number is shown where it stands, however it is written there', async () => {
  expect(await snippet('18400 from:prices in all')).toContain('18.400,50');
});

test('whatever is typed is answered or refused with what is wrong in it', async () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom(
        '"',
        '*',
        '(',
        ')',
        ':',
        '^',
        '-',
        ' ',
        'a',
        'é',
        '見',
        'NOT',
        'AND',
        'OR',
        'from:',
        'is:',
        'on:',
        'deal:',
        '..',
      ),
      maxLength: 30,
    }),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (text) => {
      await found(text).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'input.search' });
      });
    }),
    { numRuns: 300 },
  );
});

test('a page of pasted words is answered, by its first words', async () => {
  expect(await found(`offer pumps ${'below '.repeat(700)}`)).toEqual(['subject']);
});
