/** A CRM that is tried, and what the checks need besides it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Activity } from '../../../app/domain/activity.ts';
import type { Card, CardKind } from '../../../app/domain/card.ts';
import type { MessageKey } from '../../../app/domain/ids.ts';
import { MailpinError, toMailpinError, type ErrorCode } from '../../../app/errors.ts';
import type { CrmConnector } from '../../../app/ports.ts';
import type { Faults } from './fault-proxy.ts';
import { sampleMail } from './sample-mail.ts';

/** A CRM to be tried: a stand-in or a real server. */
export interface Subject {
  readonly crm: CrmConnector;
  /** The same CRM with a credential that is wrong; left out where nobody signs in. */
  readonly withBadCredential?: CrmConnector;
  /** A word in every key, so that one run is not mistaken for another. */
  readonly runId: string;
  /** The same CRM over a line that fails as told; left out where there is no line. */
  readonly faulty?: { readonly crm: CrmConnector; readonly faults: Faults };
  /** How long a search lags here, where it is known to be less than the capabilities say. */
  readonly searchLagMs?: number;
  /** Makes so many contacts at the CRM; left out where only its own users can. */
  readonly fill?: (contactCount: number) => Promise<void>;
}

export interface Check {
  readonly name: string;
  /** What must be there for it, besides the CRM; without it the check is skipped, and says so. */
  readonly needs?: 'faulty' | 'fill' | 'withBadCredential';
  /** Throws when the promise is not kept; throws Skipped when this CRM does not make it. */
  readonly run: (subject: Subject) => Promise<void>;
}

/** A promise that a CRM does not make. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
}

/** Between two questions whether something came to be so. */
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 250;
/** So long what a failed attempt may have left behind is looked for. */
const LONGEST_LOOK_MS = 5_000;

/** Pages that bring nothing new and no new cursor end a load; more than this many do not end at all. */
const MOST_PAGES = 20_000;

/** All cards, in the order in which they came. */
export interface Loaded {
  readonly cards: readonly Card[];
  readonly cursor: string | null;
  readonly stageCount: number;
}

/** All cards, page by page, as the engine loads them. */
export async function loadAll(crm: CrmConnector, from: string | null = null): Promise<Loaded> {
  const cards: Card[] = [];
  const stages = new Set<string>();
  let cursor = from;
  for (let pageCount = 0; pageCount < MOST_PAGES; pageCount += 1) {
    const page = await crm.changes(cursor);
    cards.push(...page.cards);
    for (const id of page.gone ?? []) cards.push(...cards.filter((card) => card.id === id).map(goneNow));
    for (const { id } of page.stages) stages.add(id);
    if (page.cursor === cursor && page.cards.length === 0) return { cards, cursor, stageCount: stages.size };
    cursor = page.cursor;
  }
  throw new Error(`the load did not end after ${String(MOST_PAGES)} pages`);
}

function goneNow(card: Card): Card {
  return { ...card, goneAt: card.updatedAt };
}

/** Loads all cards once a run: a large CRM takes many requests for it. */
export function loadedOnce(subject: Subject): Promise<Loaded> {
  const known = loads.get(subject) ?? loadAll(subject.crm);
  loads.set(subject, known);
  return known;
}

const loads = new WeakMap<Subject, Promise<Loaded>>();

/** Cards as they are after a load: the newest version of each, those that are gone left out. */
export function standing(cards: readonly Card[]): readonly Card[] {
  const newest = new Map(cards.map((card) => [card.id, card]));
  return [...newest.values()].filter(({ goneAt }) => goneAt === null);
}

const KINDS_TO_WRITE_ON: readonly CardKind[] = ['deal', 'contact', 'lead', 'company'];

const knownCards = new WeakMap<Subject, Promise<readonly Card[]>>();

/** Cards that a mail may be put on: a deal first where there is one, then others of other kinds. */
export function cardsToWriteOn(subject: Subject): Promise<readonly Card[]> {
  const known = knownCards.get(subject) ?? findCards(subject);
  knownCards.set(subject, known);
  return known;
}

async function findCards(subject: Subject): Promise<readonly Card[]> {
  const cards = standing((await loadedOnce(subject)).cards);
  const found = KINDS_TO_WRITE_ON.flatMap((kind) => cards.find((card) => card.kind === kind) ?? []);
  const [first] = found;
  if (first === undefined) throw new Error('the CRM has no card to write on: make a contact and a deal there first');
  const another = cards.find(({ kind, id }) => kind === first.kind && id !== first.id);
  return another === undefined ? found : [...found, another];
}

export async function cardToWriteOn(subject: Subject): Promise<Card> {
  const [card] = await cardsToWriteOn(subject);
  if (card === undefined) throw new Error('the CRM has no card to write on');
  return card;
}

/** Runs a check on one card, and takes off what it put there, however it ends. */
export async function onCard(
  subject: Subject,
  what: string,
  work: (crm: CrmConnector, activity: Activity, card: Card) => Promise<void>,
): Promise<void> {
  const card = await cardToWriteOn(subject);
  const activity = activityOf(subject, what);
  try {
    await work(subject.crm, activity, card);
  } finally {
    await takenOff(subject, activity, card);
  }
}

/** What was written a moment ago may be hidden from a search, so it is looked for more than once. */
async function takenOff({ crm, searchLagMs }: Subject, { key }: Activity, { id }: Card): Promise<void> {
  const lagMs = searchLagMs ?? crm.capabilities.searchLagMs;
  if ((await crm.detach(key, id)) !== 'was-not-linked' || lagMs === 0) return;
  await cameTrue(async () => (await crm.detach(key, id)) !== 'was-not-linked', Math.min(lagMs, LONGEST_LOOK_MS));
}

/** Copies of a mail of ours on a card. */
export async function copies(crm: CrmConnector, { subject }: Activity, { id }: Card): Promise<number> {
  return (await crm.activitiesOn(id)).filter((one) => one.isOurs && one.subject === subject).length;
}

/** Holds once the CRM's search has caught up with what was written; asked at once, then again and again. */
export async function soon(crm: CrmConnector, otherwise: string, isKept: () => Promise<boolean>): Promise<void> {
  if (!(await cameTrue(isKept, crm.capabilities.searchLagMs * 2))) throw new Error(otherwise);
}

/** Asks until it is so, in growing pauses. @returns whether it came to be so in time */
export async function cameTrue(isSo: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  for (let pauseMs = FIRST_PAUSE_MS; !(await isSo()); pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    if (performance.now() >= until) return false;
    await delay(pauseMs);
  }
  return true;
}

export function keyOf({ runId }: Subject, what: string): MessageKey {
  const key: string = `conformance.${runId}.${what}@mailpin.invalid`;
  return key as MessageKey;
}

export function activityOf(subject: Subject, what: string): Activity {
  return sampleMail(keyOf(subject, what), {
    subject: `Mailpin conformance ${subject.runId} ${what}`,
    participants: [
      { role: 'from', address: null, rawAddress: 'ana@mailpin.invalid', displayName: 'Ana' },
      { role: 'to', address: null, rawAddress: 'sally@mailpin.invalid', displayName: '' },
    ],
    text: 'A mail written by the conformance run of Mailpin. It takes itself off again.',
  });
}

export function hold(isKept: boolean, otherwise: string): void {
  if (!isKept) throw new Error(otherwise);
}

/** Holds when the work is refused with this code. @returns the refusal */
export async function refused(codes: readonly ErrorCode[], work: () => Promise<unknown>): Promise<MailpinError> {
  const thrown = await work().then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof MailpinError && codes.includes(thrown.code)) return thrown;
  const found = thrown === null ? 'no refusal' : toMailpinError(thrown).code;
  throw new Error(`expected ${codes.join(' or ')}, found ${found}`);
}
