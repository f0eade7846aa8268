import { expect, test } from 'vitest';
import type { Card, CardKind } from '../domain/card.ts';
import type { CardId, CrmId } from '../domain/ids.ts';
import { cardMatcher, withoutSharing } from './match-cards.ts';
import { plainCompanyName, plainName } from './plain-names.ts';
import { card } from './testing/facts.ts';

const euros = (amount: string) => ({ amount, currency: 'EUR' });
type Spec = Parameters<typeof card>[2];

/** Cards of the old CRM and of the new one; their ids differ, as two CRMs give them. */
const old = (kind: CardKind, name: string, spec: Spec = {}) => card(kind, `old-${name}`, { name, ...spec });
function there(kind: CardKind, name: string, spec: Spec = {}): Card {
  const made = card(kind, `new-${name}`, { name, crmId: 'new' as CrmId, ...spec });
  return { ...made, id: `new:${kind}:${made.remoteId}` as CardId };
}

const acme = old('company', 'Acme GmbH', { domains: ['acme.test'] });
const acmeThere = there('company', 'ACME', { domains: ['acme.test'] });
const zeta = old('company', 'Zeta');
const zetaThere = there('company', 'Zeta');
const ana = old('contact', 'Ana Ito', { addresses: 'ana@acme.test' });
const anaThere = there('contact', 'Ito, Ana', { addresses: 'ana@acme.test' });

const EVERYBODY = [acme, acmeThere, zeta, zetaThere, ana, anaThere];

/** `matched name` or `unsure name, name` or `none`. */
function found(from: Card, to: readonly Card[]): string {
  const known = new Map([...EVERYBODY, from, ...to].map((one) => [one.id, one]));
  const world = {
    cards: { card: (id: CardId) => known.get(id) ?? null },
    isFreeMail: (domain: string) => domain === 'gmail.com',
  };
  const { state, candidates } = cardMatcher(to, world)(from);
  const shown = state === 'matched' ? candidates.slice(0, 1) : candidates;
  return [state, ...shown.map(({ cardId }) => known.get(cardId)?.name)].join(' ');
}

const withAcme = { companyId: acme.id };
const withAcmeThere = { companyId: acmeThere.id };
const withZetaThere = { companyId: zetaThere.id };

test.each<readonly [string, Card, readonly Card[], string]>([
  ['the same address', ana, [anaThere], 'matched Ito, Ana'],
  [
    'an address is somebody’s own, whatever the name',
    old('contact', 'A. Ito', { addresses: 'ana@acme.test' }),
    [anaThere],
    'matched Ito, Ana',
  ],
  [
    'an additional address',
    old('contact', 'Ana', { addresses: 'x@acme.test ana@acme.test?' }),
    [anaThere],
    'matched Ito, Ana',
  ],
  [
    'an address without its tag',
    old('contact', 'Ana Ito', { addresses: 'ana+crm@acme.test' }),
    [anaThere],
    'matched Ito, Ana',
  ],
  [
    'a lead here is a contact there',
    old('lead', 'Ana Ito', { addresses: 'ana@acme.test' }),
    [anaThere],
    'matched Ito, Ana',
  ],
  [
    'one address on two cards',
    ana,
    [anaThere, there('lead', 'Ana Ito', { addresses: 'ana@acme.test' })],
    'unsure Ito, Ana Ana Ito',
  ],
  [
    'one address on two cards, and the name on one',
    ana,
    [anaThere, there('contact', 'Bo', { addresses: 'ana@acme.test' })],
    'matched Ito, Ana',
  ],
  [
    'the address of a desk and another name',
    old('contact', 'Ana', { addresses: 'sales@acme.test' }),
    [there('contact', 'Bo', { addresses: 'sales@acme.test' })],
    'unsure Bo',
  ],
  [
    'the address of a desk and the same name',
    old('contact', 'Ana', { addresses: 'sales@acme.test' }),
    [there('contact', 'Ana', { addresses: 'sales@acme.test' })],
    'matched Ana',
  ],
  ['only the name', old('contact', 'Ana Ito'), [anaThere], 'unsure Ito, Ana'],
  [
    'the name and the company',
    old('contact', 'Bo Berg', withAcme),
    [there('contact', 'Bo Berg', withAcmeThere)],
    'matched Bo Berg',
  ],
  [
    'the name and the company, but addresses that differ',
    old('contact', 'Bo Berg', { ...withAcme, addresses: 'bo@acme.test' }),
    [there('contact', 'Bo Berg', { ...withAcmeThere, addresses: 'bb@acme.test' })],
    'unsure Bo Berg',
  ],
  ['nobody', old('contact', 'Zoe'), [anaThere, acmeThere], 'none'],
  ['a person is no company', old('contact', 'ACME'), [acmeThere], 'none'],
  ['a card that is gone', ana, [{ ...anaThere, goneAt: anaThere.updatedAt }], 'none'],
  ['a lead that became a contact', ana, [{ ...anaThere, kind: 'lead', status: 'converted' }], 'none'],
  ['a company by its domain', acme, [acmeThere, there('company', 'Acme Holding')], 'matched ACME'],
  ['a company by its whole name', zeta, [zetaThere], 'matched Zeta'],
  [
    'two companies of one name',
    zeta,
    [zetaThere, { ...zetaThere, id: 'new:company:twin' as CardId }],
    'unsure Zeta Zeta',
  ],
  ['a company whose name is alike', old('company', 'Zeta GmbH'), [zetaThere], 'unsure Zeta'],
  [
    'a company of the same name elsewhere',
    acme,
    [there('company', 'Acme GmbH', { domains: ['acme.example'] })],
    'unsure Acme GmbH',
  ],
  [
    'a domain where anybody has a mailbox',
    old('company', 'Bo', { domains: ['gmail.com'] }),
    [there('company', 'Zoe', { domains: ['gmail.com'] })],
    'none',
  ],
  [
    'a deal by name and value',
    old('deal', 'Pumps', { value: euros('1000') }),
    [there('deal', 'pumps', { value: euros('1000.00') })],
    'matched pumps',
  ],
  [
    'a deal by name and company',
    old('deal', 'Pumps', withAcme),
    [there('deal', 'Pumps', withAcmeThere)],
    'matched Pumps',
  ],
  [
    'a deal by name and people',
    old('deal', 'Pumps', { peopleIds: [ana.id] }),
    [there('deal', 'Pumps', { peopleIds: [anaThere.id] })],
    'matched Pumps',
  ],
  ['a deal by its name only', old('deal', 'Pumps'), [there('deal', 'Pumps')], 'unsure Pumps'],
  [
    'a deal of the same name with another value',
    old('deal', 'Pumps', { ...withAcme, value: euros('1') }),
    [there('deal', 'Pumps', { ...withAcmeThere, value: euros('2') })],
    'unsure Pumps',
  ],
  [
    'the same amount in another currency',
    old('deal', 'Pumps', { value: euros('1') }),
    [there('deal', 'Pumps', { value: { amount: '1', currency: 'USD' } })],
    'unsure Pumps',
  ],
  [
    'a deal of the same name and value with another company',
    old('deal', 'Pumps', { ...withAcme, value: euros('5') }),
    [there('deal', 'Pumps', { ...withZetaThere, value: euros('5') })],
    'unsure Pumps',
  ],
  [
    'of two deals with name and value that with the company',
    old('deal', 'Pumps', { ...withAcme, value: euros('5') }),
    [
      there('deal', 'Pumps', { ...withZetaThere, value: euros('5') }),
      there('deal', 'PUMPS', { ...withAcmeThere, value: euros('5') }),
    ],
    'matched PUMPS',
  ],
  [
    'two deals of one name and value',
    old('deal', 'Pumps', { value: euros('5') }),
    [there('deal', 'Pumps', { value: euros('5') }), there('deal', 'PUMPS', { value: euros('5') })],
    'unsure PUMPS Pumps',
  ],
  [
    'a deal renamed, with value and company',
    old('deal', 'Pumps', { ...withAcme, value: euros('5') }),
    [there('deal', 'Valves', { ...withAcmeThere, value: euros('5') })],
    'unsure Valves',
  ],
  [
    'a deal of which only the value is the same',
    old('deal', 'Pumps', { value: euros('5') }),
    [there('deal', 'Valves', { value: euros('5') })],
    'none',
  ],
  [
    'deals that are worth nothing have nothing in common',
    old('deal', 'Pumps', { value: euros('0') }),
    [there('deal', 'Pumps', { value: euros('0.00') })],
    'unsure Pumps',
  ],
])('%s', (_case, from, to, expected) => {
  expect(found(from, to)).toBe(expected);
});

test('two deals are never carried onto one; two people with one address are', () => {
  const pumps = there('deal', 'Pumps', { value: euros('5') });
  const world = { cards: { card: () => null }, isFreeMail: () => false };
  const match = cardMatcher([pumps, anaThere], world);
  const twins = [
    old('deal', 'Pumps', { value: euros('5') }),
    card('deal', 'twin', { name: 'Pumps', value: euros('5') }),
    ana,
    card('contact', 'ana-twin', { name: 'Ana', addresses: 'ana@acme.test' }),
  ];
  const matchings = withoutSharing(new Map(twins.map((one) => [one, match(one)])));
  expect(twins.map((one) => matchings.get(one)?.state)).toEqual(['unsure', 'unsure', 'matched', 'matched']);
  const [first] = twins;
  expect(first && matchings.get(first)?.candidates[0]?.unlikeness).toEqual([{ kind: 'shared' }]);
});

test('what is alike is said, and what is not', () => {
  const world = { cards: { card: () => null }, isFreeMail: () => false };
  const { candidates } = cardMatcher([anaThere], world)(old('lead', 'Anna', { addresses: 'ana@acme.test' }));
  expect(candidates).toEqual([
    {
      cardId: anaThere.id,
      likeness: [{ kind: 'address', address: 'ana@acme.test', step: 'exact' }],
      unlikeness: [
        { kind: 'other-name', name: 'Ito, Ana' },
        { kind: 'other-kind', is: 'contact' },
      ],
    },
  ]);
});

test.each([
  ['Ito, Ana', 'Ana Ito'],
  ['MÜLLER  Jörg', 'Jorg Muller'],
  ['O’Neil', 'ONeil'],
])('as a name %s is %s', (one, other) => {
  expect(plainName(one)).toBe(plainName(other));
});

test.each([
  ['Acme GmbH & Co. KG', 'acme'],
  ['Acme S.r.l.', 'Acme'],
  ['株式会社アクメ', 'アクメ'],
  ['Co. Inc.', 'Co Inc'],
])('as a company %s is %s', (one, other) => {
  expect(plainCompanyName(one)).toBe(plainCompanyName(other));
});
