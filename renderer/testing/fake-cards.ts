/** Cards of the made-up sales team that the window is developed and tested with. */
import type { CardSummary } from '../../app/contract/card-views.ts';
import type { CardKind, Stage } from '../../app/domain/card.ts';
import type { CardId, CrmId, UnixMs } from '../../app/domain/ids.ts';

const HOUR_MS = 3_600_000;

export const STAGES: readonly Stage[] = (
  [
    ['qualified', 'Qualified', 'open'],
    ['quote', 'Quote sent', 'open'],
    ['negotiation', 'Negotiation', 'open'],
    ['won', 'Won this month', 'won'],
    ['lost', 'Lost', 'lost'],
  ] as const
).map(([id, name, outcome], position) => ({
  id,
  crmId: 'builtin' as CrmId,
  pipeline: 'Pipeline',
  name,
  position,
  outcome,
}));

export const NOW = Date.now();
const ago = (hours: number) => (NOW - hours * HOUR_MS) as UnixMs;

type Deal = readonly [
  id: string,
  name: string,
  stage: string,
  amount: string,
  currency: string,
  company: string,
  people: readonly string[],
  last: readonly [string, number] | null,
];
const DEALS: readonly Deal[] = [
  [
    'd1',
    'Ferreira Foods, pilot',
    'negotiation',
    '18400',
    'EUR',
    'Ferreira Foods',
    ['Ana Ferreira', 'Rui Costa'],
    ['Ana Ferreira', 0.4],
  ],
  [
    'd2',
    'Ferreira Foods, rollout',
    'quote',
    '96000',
    'EUR',
    'Ferreira Foods',
    ['Ana Ferreira', 'Marta Silva'],
    ['You', 26],
  ],
  ['d3', 'Nordlicht renewal', 'quote', '41000', 'EUR', 'Nordlicht GmbH', ['Marta Kowalska'], ['Marta Kowalska', 1]],
  ['d4', 'Sato Seiki, 40 seats', 'qualified', '3900000', 'JPY', 'Sato Seiki', ['佐藤健二'], ['佐藤健二', 2]],
  ['d5', 'Ashworth upgrade', 'negotiation', '12500', 'GBP', 'Ashworth & Sons', ['Ben Ashworth'], ['Ben Ashworth', 72]],
  ['d6', 'Rossi Impianti', 'won', '27300', 'EUR', 'Rossi Impianti', ['Luca Rossi'], ['Luca Rossi', 48]],
  ['d7', 'Blanc Textile, three years', 'quote', '54000', 'EUR', 'Blanc Textile', ['Hugo Blanc'], ['You', 60]],
  ['d8', 'Jansen Logistics', 'won', '8800', 'EUR', 'Jansen Logistics', ['Wim Jansen'], ['Wim Jansen', 96]],
  ['d9', 'Verrier, seat extension', 'qualified', '6200', 'EUR', 'Verrier SA', ['Paul Dupont'], null],
  ['d10', 'Harbour Cold Storage', 'qualified', '15000', 'EUR', 'Harbour', ['Noor Haddad'], ['Noor Haddad', 30]],
  [
    'd11',
    'Kestrel Analytics, security review and onboarding of the second region',
    'negotiation',
    '133000',
    'EUR',
    'Kestrel Analytics',
    ['Imke de Boer'],
    ['Imke de Boer', 8],
  ],
  ['d12', 'Lindqvist Papper', 'lost', '9400', 'EUR', 'Lindqvist', ['Sven Lindqvist'], ['Sven Lindqvist', 300]],
];
const PEOPLE: readonly (readonly [kind: CardKind, id: string, name: string, company: string | null])[] = [
  ['contact', 'c1', 'Ana Ferreira', 'Ferreira Foods'],
  ['contact', 'c2', 'Marta Kowalska', 'Nordlicht GmbH'],
  ['contact', 'c3', '佐藤健二', 'Sato Seiki'],
  ['contact', 'c4', 'Ben Ashworth', 'Ashworth & Sons'],
  ['company', 'o1', 'Nordlicht GmbH', null],
  ['company', 'o2', 'Ferreira Foods', null],
  ['lead', 'l1', 'ليلى حداد', null],
];

export const cardId = (kind: CardKind, id: string) => `builtin:${kind}:${id}` as CardId;

export function fakeCards(): CardSummary[] {
  const deals = DEALS.map(([id, name, stageId, amount, currency, companyName, people, last]): CardSummary => {
    const stage = STAGES.find((one) => one.id === stageId);
    return {
      id: cardId('deal', id),
      kind: 'deal',
      name,
      status: stage?.outcome ?? 'open',
      stageId,
      stageName: stage?.name ?? null,
      value: { amount, currency },
      companyName,
      people,
      mailCount: 0,
      lastMail:
        last === null
          ? null
          : { name: last[0], direction: last[0] === 'You' ? 'outbound' : 'inbound', at: ago(last[1]) },
    };
  });
  const people = PEOPLE.map(([kind, id, name, companyName]): CardSummary => ({
    id: cardId(kind, id),
    kind,
    name,
    status: 'open',
    stageId: null,
    stageName: null,
    value: null,
    companyName,
    people: [],
    mailCount: 0,
    lastMail: null,
  }));
  return [...deals, ...people];
}
