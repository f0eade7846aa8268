/** Files of decisions between computers, on services alone: many computers, and each soon there. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Card } from '../../app/domain/card.ts';
import type { ActionId, CardId, MessageKey } from '../../app/domain/ids.ts';
import { exportedLines } from '../db/exported-decisions.ts';
import { exportDecisions } from './export-decisions.ts';
import { importDecisions } from './import-decisions.ts';
import { contactCard } from './testing/array-crm.ts';
import { mailOf } from './testing/array-source.ts';
import { emptyMirror, outcomeOf, type Happening, type Mirror } from './testing/history.ts';
import { SALLY } from './testing/people.ts';
import { tempDir } from './testing/profile.ts';

const CONTENTS = [
  mailOf({ id: 'a1', from: 'ana@acme.test', to: SALLY, subject: 'Pilot', at: 1 }),
  mailOf({ id: 'a2', from: 'ana@acme.test', to: SALLY, subject: 'Re: Pilot', at: 2, replyTo: 'a1' }),
  mailOf({ id: 'a3', from: 'ana@acme.test', to: SALLY, subject: 'Re: Pilot', at: 3, replyTo: 'a2' }),
  mailOf({ id: 'b1', from: 'ben@bolt.test', to: SALLY, subject: 'Bolts', at: 4 }),
];
const [A1, A2, A3, B1] = CONTENTS.map(({ key }) => key) as [MessageKey, MessageKey, MessageKey, MessageKey];
const [ANA, BEN] = [contactCard('c1', 'ana@acme.test'), contactCard('c2', 'ben@bolt.test')];
const dealWith = (id: string, { id: person }: Card): Card => ({
  ...contactCard(id, ''),
  id: `array:deal:${id}` as CardId,
  kind: 'deal',
  addresses: [],
  peopleIds: [person],
});
const [D1, D2] = [dealWith('d1', ANA), dealWith('d2', BEN)];

async function computer(): Promise<Mirror> {
  const mirror = emptyMirror();
  await mirror.happen({ kind: 'cards', cards: [ANA, BEN, D1, D2], isMatchedLater: false });
  await mirror.happen({ kind: 'mail', contents: CONTENTS });
  return mirror;
}

const offDeal: Happening = { kind: 'detach', mail: A1, cardId: D1.id, reach: 'thread' };

test.each<[string, (text: string) => string, string]>([
  ['cut off', (text) => text.slice(0, -20), 'input.decisions-damaged'],
  ['a line missing', (text) => text.split('\n').toSpliced(1, 1).join('\n'), 'input.decisions-damaged'],
  ['another file', () => 'kind,id,name\n', 'input.decisions-damaged'],
  ['empty', () => '', 'input.decisions-damaged'],
  ['of a newer program', (text) => text.replace('"version":1', '"version":2'), 'input.decisions-newer'],
  [
    'from the far future',
    (text) => text.replace(/"decidedAt":\d+/, '"decidedAt":9999999999999'),
    'input.decisions-damaged',
  ],
])('a file that is %s is refused, and nothing of it is taken over', async (_what, spoil, code) => {
  const [home, office] = [await computer(), await computer()];
  await home.happen(offDeal);
  const file = join(tempDir(), 'decisions.jsonl');
  await exportDecisions(home, file);
  await writeFile(file, spoil(await readFile(file, 'utf8')));
  const before = outcomeOf(office.db);
  await expect(importDecisions(office, file, false)).rejects.toMatchObject({ code });
  expect(exportedLines(office.db)).toEqual([]);
  expect(outcomeOf(office.db)).toEqual(before);
});

const mail = fc.constantFrom(A1, A2, A3, B1);
/** Persons are named: who the only outsider of a mail is depends on words that the other computer may not know yet. */
const writerOf = (key: MessageKey): string => (key === B1 ? 'ben@bolt.test' : 'ana@acme.test');
const happening: fc.Arbitrary<Happening | { readonly kind: 'take-back' }> = fc.oneof(
  fc
    .record({
      kind: fc.constantFrom('attach' as const, 'detach' as const),
      mail,
      cardId: fc.constantFrom(D1.id, D2.id, ANA.id),
      reach: fc.constantFrom('message' as const, 'thread' as const, 'person' as const),
    })
    .map((one) => (one.reach === 'person' ? { ...one, person: writerOf(one.mail) } : one)),
  fc.record({
    kind: fc.constant('move' as const),
    mail: fc.constantFrom(A2, A3),
    from: fc.constant(D1.id),
    to: fc.constant(D2.id),
  }),
  fc.record({
    kind: fc.constant('extent' as const),
    mail,
    extent: fc.constantFrom('none' as const, 'headers-only' as const, 'full' as const),
    reach: fc.constantFrom('message' as const, 'thread' as const),
  }),
  fc.record({
    kind: fc.constant('rule' as const),
    change: fc.record({
      kind: fc.constant('relation' as const),
      address: fc.constant('ben@bolt.test'),
      relation: fc.constantFrom('colleague' as const, 'not-me' as const, null),
    }),
  }),
  fc.record({
    kind: fc.constant('join' as const),
    mail: fc.constant(B1),
    answers: fc.constantFrom(A1, A3),
  }),
  fc.constant({ kind: 'take-back' as const }),
);
/** Words about rules have an undo of their own. */
const isWordOnMail = ({ kind }: Happening): boolean => kind !== 'rule' && kind !== 'join';

test('two computers that exchange files in any order end the same, and as one on which all of it was done', async () => {
  const exchange = fc.asyncProperty(
    fc.array(fc.record({ one: happening, isHome: fc.boolean() }), { minLength: 1, maxLength: 8 }),
    fc.boolean(),
    async (steps, isHomeFirst) => {
      const [home, office, only] = [await computer(), await computer(), await computer()];
      const said = new Map<Mirror, { readonly own: ActionId; readonly only: ActionId }[]>([
        [home, []],
        [office, []],
      ]);
      for (const { one, isHome } of steps) {
        const [here, there] = isHome ? [home, office] : [office, home];
        const before = said.get(here) ?? [];
        await there.wait();
        if (one.kind === 'take-back') {
          const last = before.pop();
          await here.wait(last?.own);
          await only.wait(last?.only);
          continue;
        }
        const [own, onlys] = [await here.happen(one), await only.happen(one)];
        if (own !== null && onlys !== null && isWordOnMail(one)) before.push({ own, only: onlys });
      }
      const [first, second] = isHomeFirst ? [home, office] : [office, home];
      const dir = tempDir();
      const give = async (from: Mirror, to: Mirror, name: string) => {
        await exportDecisions(from, join(dir, name));
        await importDecisions(to, join(dir, name), false);
      };
      await give(first, second, 'there');
      await give(second, first, 'back');
      expect(outcomeOf(home.db)).toEqual(outcomeOf(only.db));
      expect(outcomeOf(office.db)).toEqual(outcomeOf(only.db));
      expect(exportedLines(home.db)).toEqual(exportedLines(office.db));
    },
  );
  await fc.assert(exchange, { numRuns: 20 });
}, 120_000);
