/** Carrying the mail of the made-up Sell over to EspoCRM: a plan, a go in steps, a report. */
import type { CallName, Input, Output } from '../../app/contract/api.ts';
import {
  CARRY_SETS,
  type CarriedCard,
  type CarryProgress,
  type CarryRow,
  type CarrySet,
  type CarryState,
  type CarryView,
} from '../../app/contract/carry-views.ts';
import type { CardKind } from '../../app/domain/card.ts';
import type { ActionId, CanonicalAddress, CardId, CrmId, UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';

type CarryCall = Extract<CallName, `carries.${string}`>;
type CarryAnswers = { [Name in CarryCall]: (input: Input<Name>) => Output<Name> | Promise<Output<Name>> };

/** A first go can be watched, and stopped; what goes on is soon through. */
const STEP_MS = { first: 2_000, further: 20 } as const;
const ACTION = 4_711 as ActionId;

function card(crm: string, kind: CardKind, name: string, facts: Partial<CarriedCard> = {}): CarriedCard {
  const id: string = `${crm}:${kind}:${name.toLowerCase().replaceAll(' ', '-')}`;
  return { id: id as CardId, kind, name, companyName: null, value: null, address: null, ...facts };
}
const here = (kind: CardKind, name: string, facts?: Partial<CarriedCard>) => card('sell', kind, name, facts);
const there = (kind: CardKind, name: string, facts?: Partial<CarriedCard>) => card('espocrm', kind, name, facts);
const euros = (amount: string) => ({ amount, currency: 'EUR' });

const ROWS: readonly CarryRow[] = [
  row(here('deal', 'Service contract', { companyName: 'Ruiz y Hijos', value: euros('12400') }), 31, 'unsure', [
    [
      there('deal', 'Service contract', { companyName: 'Ruiz y Hijos', value: euros('13900') }),
      [{ kind: 'name' }, { kind: 'company', name: 'Ruiz y Hijos' }],
      [{ kind: 'other-value', value: euros('13900') }],
    ],
    [
      there('deal', 'Service contract 2025', { companyName: 'Ruiz y Hijos', value: euros('12400') }),
      [
        { kind: 'value', value: euros('12400') },
        { kind: 'company', name: 'Ruiz y Hijos' },
      ],
      [{ kind: 'other-name', name: 'Service contract 2025' }],
    ],
  ]),
  row(here('contact', 'Tom Berger'), 12, 'unsure', [
    [there('contact', 'Tom Berger', { companyName: 'Nordlicht' }), [{ kind: 'name' }], [{ kind: 'other-address' }]],
  ]),
  row(here('lead', 'Priya Nair', { address: 'priya@sundial.example' }), 4, 'none', []),
  row(
    here('contact', 'Ana Ferreira', { companyName: 'Ferreira Foods', address: 'ana@ferreira.example' }),
    128,
    'matched',
    [
      [
        there('contact', 'Ferreira, Ana', { companyName: 'Ferreira Foods', address: 'ana@ferreira.example' }),
        [{ kind: 'address', address: 'ana@ferreira.example' as CanonicalAddress, step: 'exact' }, { kind: 'name' }],
        [],
      ],
    ],
  ),
  row(here('company', 'Ferreira Foods'), 9, 'matched', [
    [there('company', 'Ferreira Foods Lda'), [{ kind: 'domain', domain: 'ferreira.example' }], []],
  ]),
  row(here('deal', 'Ferreira Foods, pilot', { companyName: 'Ferreira Foods', value: euros('48000') }), 77, 'matched', [
    [
      there('deal', 'Ferreira Foods, pilot', { companyName: 'Ferreira Foods Lda', value: euros('48000') }),
      [{ kind: 'name' }, { kind: 'value', value: euros('48000') }],
      [],
    ],
  ]),
];

function row(
  of: CarriedCard,
  mailCount: number,
  found: CarryRow['found'],
  candidates: readonly (readonly [
    CarriedCard,
    CarryRow['candidates'][number]['likeness'],
    CarryRow['candidates'][number]['unlikeness'],
  ])[],
): CarryRow {
  return {
    card: of,
    mailCount,
    keptOutCount: of.kind === 'deal' ? 2 : 0,
    set: found,
    found,
    said: null,
    counterpart: found === 'matched' ? (candidates[0]?.[0] ?? null) : null,
    candidates: candidates.map(([one, likeness, unlikeness]) => ({ card: one, likeness, unlikeness })),
    isWritten: false,
  };
}

interface Told {
  readonly changed: () => void;
  readonly progress: (progress: CarryProgress) => void;
}

export function fakeCarries(now: number, { changed, progress }: Told): CarryAnswers {
  let rows = ROWS;
  let planned: { readonly fromId: CrmId; readonly toId: CrmId } | null = null;
  let state: CarryState = 'planned';
  let ending = new AbortController();

  const view = (): CarryView => {
    if (planned === null) throw new MailpinError('input.nothing-planned');
    const going = rows.filter(({ counterpart }) => counterpart !== null);
    return {
      ...planned,
      plannedAt: now as UnixMs,
      state,
      sets: Object.fromEntries(CARRY_SETS.map((set) => [set, totals(set)])) as CarryView['sets'],
      progress: { done: going.filter(({ isWritten }) => isWritten).length, total: going.length },
      actionId: state === 'planned' ? null : ACTION,
    };
  };
  const totals = (set: CarrySet) => {
    const members = rows.filter((one) => one.set === set);
    return { cards: members.length, mails: members.reduce((sum, { mailCount }) => sum + mailCount, 0) };
  };
  const put = (id: string, change: (one: CarryRow) => CarryRow): void => {
    rows = rows.map((one) => (one.card.id === id ? change(one) : one));
    changed();
  };

  return {
    'carries.list': () => (planned === null ? [] : [view()]),
    'carries.rows': ({ set }) => {
      const items = rows.filter((one) => set === undefined || one.set === set);
      return { items, next: null, total: items.length };
    },
    'carries.preview': ({ fromId, toId }) => ({
      ...{ fromId, toId, mailCount: 214, cardCount: 3, thereCount: 9, headersOnlyCount: 2, attachmentsCount: 37 },
      ...{ heldCount: 3, keptOutCount: 2, staying: { cards: 3, mails: 47 }, waitingCount: 0 },
    }),
    'carries.report': () => ({
      ...view(),
      arrivedCount: state === 'done' ? 196 : 0,
      waitingCount: state === 'done' ? 14 : 0,
      troubles: rows
        .filter(({ counterpart }) => counterpart === null)
        .map(({ card: of, set, mailCount }) => ({
          because: set === 'matched' ? ('not-written' as const) : set,
          card: of,
          counterpart: null,
          mailCount,
          refusal: null,
        })),
    }),
    'carries.plan'(name) {
      planned = name;
      state = 'planned';
      changed();
      return view();
    },
    'carries.match'({ cardId, counterpart }) {
      put(cardId, (one) => {
        if (counterpart === null) return { ...one, said: 'left-out', set: 'left-out', counterpart: null };
        const found = one.found === 'matched' ? (one.candidates[0]?.card ?? null) : null;
        if (counterpart === undefined) return { ...one, said: null, set: one.found, counterpart: found };
        const chosen = one.candidates.find(({ card: candidate }) => candidate.id === counterpart)?.card;
        return { ...one, said: 'chosen', set: 'matched', counterpart: chosen ?? there('contact', counterpart) };
      });
      return view();
    },
    async 'carries.go'({ fromId, toId }) {
      const stepMs = STEP_MS[state === 'stopped' ? 'further' : 'first'];
      state = 'going';
      ending = new AbortController();
      const { signal } = ending;
      changed();
      for (const one of rows.filter(({ counterpart, isWritten }) => counterpart !== null && !isWritten)) {
        await new Promise((resolve) => {
          setTimeout(resolve, stepMs);
          signal.addEventListener('abort', resolve);
        });
        put(one.card.id, (written) => ({ ...written, isWritten: true }));
        progress({ fromId, toId, ...view().progress });
        if (signal.aborted) break;
      }
      state = rows.some(({ counterpart, isWritten }) => counterpart !== null && !isWritten) ? 'stopped' : 'done';
      changed();
      return view();
    },
    'carries.stop'() {
      ending.abort();
      return null;
    },
    'carries.export': () => ({ cardCount: rows.length }),
  };
}
