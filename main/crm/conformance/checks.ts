/** What every connector promises, whichever CRM is behind it: run against its stand-in in the tests, and against a real server by hand. */
import type { Activity } from '../../../app/domain/activity.ts';
import type { Card } from '../../../app/domain/card.ts';
import type { CardId, MessageKey, UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError, type ErrorCode } from '../../../app/errors.ts';
import type { CrmConnector } from '../../../app/ports.ts';

/** A CRM to be tried, with the cards that may be written to. */
export interface Subject {
  readonly crm: CrmConnector;
  /** The same CRM with a credential that is wrong. */
  readonly withBadCredential: CrmConnector;
  /** A word in every key, so that one run is not mistaken for another. */
  readonly runId: string;
}
export interface Check {
  readonly name: string;
  /** Throws when the promise is not kept. */
  readonly run: (subject: Subject) => Promise<void>;
}

/** All cards, page by page, as the engine loads them. */
export async function loadAll(
  crm: CrmConnector,
  from: string | null = null,
): Promise<{ cards: Card[]; cursor: string | null }> {
  const cards: Card[] = [];
  for (let cursor = from; ;) {
    const page = await crm.changes(cursor);
    cards.push(...page.cards);
    if (page.cursor === cursor && page.cards.length === 0) return { cards, cursor };
    cursor = page.cursor;
  }
}

export const CHECKS: readonly Check[] = [
  {
    name: 'check names the user',
    run: async ({ crm }) => {
      const { user } = await crm.check();
      hold(user !== '', 'the user has no name');
    },
  },
  {
    name: 'a full load brings every kind of card once, with stages for its deals',
    run: async ({ crm }) => {
      const { cards } = await loadAll(crm);
      const newest = new Map(cards.map((card) => [card.id, card]));
      for (const kind of crm.capabilities.cardKinds) {
        hold(
          [...newest.values()].some((card) => card.kind === kind),
          `no ${kind} was loaded`,
        );
      }
    },
  },
  {
    name: 'with nothing changed, the cursor stands still',
    run: async ({ crm }) => {
      const { cursor } = await loadAll(crm);
      const again = await crm.changes(cursor);
      hold(again.cards.length === 0 && again.cursor === cursor, 'cards came although nothing changed');
    },
  },
  {
    name: 'a mail that was never attached is not found',
    run: async (subject) => {
      const card = await cardToWriteOn(subject);
      hold((await subject.crm.findActivity(keyOf(subject, 'never'), card.id)) === null, 'it was found');
    },
  },
  {
    name: 'attach puts a mail on the card, once however often',
    run: (subject) =>
      onCard(subject, 'once', async ({ crm }, activity, cardId) => {
        const first = await crm.attach(activity, cardId);
        hold(first.outcome === 'created' || first.outcome === 'linked-existing', `the outcome was ${first.outcome}`);
        const second = await crm.attach(activity, cardId);
        hold(second.outcome === 'already-attached', `the second outcome was ${second.outcome}`);
        hold(second.activityId === first.activityId, 'the second attach has another id');
        hold((await crm.findActivity(activity.key, cardId)) === first.activityId, 'it is not found by its key');
        hold(await isListed(crm, activity, cardId), 'it is not on the card');
      }),
  },
  {
    name: 'four attaches at once leave one copy',
    run: (subject) =>
      onCard(subject, 'at-once', async ({ crm }, activity, cardId) => {
        const answers = await Promise.all([1, 2, 3, 4].map(() => crm.attach(activity, cardId)));
        hold(new Set(answers.map(({ activityId }) => activityId)).size > 0, 'nothing was attached');
        await crm.attach(activity, cardId);
        hold((await copies(crm, activity, cardId)) === 1, 'there is not exactly one copy');
      }),
  },
  {
    name: 'one mail can be on two cards, and leaves one of them alone',
    run: async (subject) => {
      const [one, other] = await cardsToWriteOn(subject);
      const activity = activityOf(subject, 'two-cards');
      await subject.crm.attach(activity, one.id);
      await subject.crm.attach(activity, other.id);
      await subject.crm.detach(activity.key, one.id);
      hold((await subject.crm.findActivity(activity.key, one.id)) === null, 'it is still on the first card');
      hold((await subject.crm.findActivity(activity.key, other.id)) !== null, 'it left the second card too');
      await subject.crm.detach(activity.key, other.id);
    },
  },
  {
    name: 'detach takes it off, and a second detach finds nothing',
    run: (subject) =>
      onCard(subject, 'detach', async ({ crm }, activity, cardId) => {
        await crm.attach(activity, cardId);
        const first = await crm.detach(activity.key, cardId);
        hold(first !== 'was-not-linked', 'it was not taken off');
        hold((await crm.detach(activity.key, cardId)) === 'was-not-linked', 'it was taken off twice');
        hold((await crm.findActivity(activity.key, cardId)) === null, 'it is still found');
        hold(!(await isListed(crm, activity, cardId)), 'it is still on the card');
      }),
  },
  {
    name: 'what was taken off can be attached again, as one copy',
    run: (subject) =>
      onCard(subject, 're-attach', async ({ crm }, activity, cardId) => {
        await crm.attach(activity, cardId);
        await crm.detach(activity.key, cardId);
        await crm.attach(activity, cardId);
        hold((await copies(crm, activity, cardId)) === 1, 'there is not exactly one copy');
      }),
  },
  {
    name: 'a card that is not there is named as gone',
    run: async (subject) => {
      const card = await cardToWriteOn(subject);
      const gone = card.id.replace(/[^:]+$/, '999999999') as CardId;
      await refused('crm.card-gone', () => subject.crm.attach(activityOf(subject, 'gone'), gone));
    },
  },
  {
    name: 'a wrong credential is named as such',
    run: ({ withBadCredential }) => refused('crm.auth-rejected', () => withBadCredential.check()),
  },
  {
    name: 'a text of every script, and a very long one, arrive or are cut at a visible mark',
    run: (subject) =>
      onCard(subject, 'text', async ({ crm }, activity, cardId) => {
        const limit = crm.capabilities.bodyLimitBytes ?? 200_000;
        const text = `Grüße, 見積書の件です。 😀 ${'x'.repeat(Math.min(limit, 200_000) - 200)}`;
        await crm.attach({ ...activity, text }, cardId);
        hold((await copies(crm, activity, cardId)) === 1, 'it did not arrive');
      }),
  },
];

/** Runs a check on the first card, and takes off what it put there, however it ends. */
async function onCard(
  subject: Subject,
  what: string,
  work: (subject: Subject, activity: Activity, cardId: CardId) => Promise<void>,
): Promise<void> {
  const card = await cardToWriteOn(subject);
  const activity = activityOf(subject, what);
  try {
    await work(subject, activity, card.id);
  } finally {
    await subject.crm.detach(activity.key, card.id);
  }
}

async function cardToWriteOn(subject: Subject): Promise<Card> {
  return (await cardsToWriteOn(subject))[0];
}

async function cardsToWriteOn({ crm }: Subject): Promise<readonly [Card, Card]> {
  const { cards } = await loadAll(crm);
  const deal = cards.find(({ kind }) => kind === 'deal');
  const contact = cards.find(({ kind }) => kind === 'contact');
  if (deal === undefined || contact === undefined) throw new Error('the CRM needs a deal and a contact to write on');
  return [deal, contact];
}

async function copies(crm: CrmConnector, { subject }: Activity, cardId: CardId): Promise<number> {
  return (await crm.activitiesOn(cardId)).filter((one) => one.isOurs && one.subject === subject).length;
}

async function isListed(crm: CrmConnector, activity: Activity, cardId: CardId): Promise<boolean> {
  return (await copies(crm, activity, cardId)) > 0;
}

function keyOf({ runId }: Subject, what: string): MessageKey {
  const key: string = `conformance.${runId}.${what}@mailpin.invalid`;
  return key as MessageKey;
}

function activityOf(subject: Subject, what: string): Activity {
  return {
    key: keyOf(subject, what),
    messageId: null,
    direction: 'inbound',
    sentAt: Date.UTC(2026, 0, 5, 8) as UnixMs,
    subject: `Mailpin conformance ${subject.runId} ${what}`,
    participants: [
      { role: 'from', address: null, rawAddress: 'ana@mailpin.invalid', displayName: 'Ana' },
      { role: 'to', address: null, rawAddress: 'sally@mailpin.invalid', displayName: '' },
    ],
    extent: 'full',
    text: 'A mail written by the conformance run of Mailpin. It takes itself off again.',
    attachments: [],
    omissions: [],
  };
}

function hold(isKept: boolean, otherwise: string): void {
  if (!isKept) throw new Error(otherwise);
}

async function refused(code: ErrorCode, work: () => Promise<unknown>): Promise<void> {
  const thrown = await work().then(
    () => null,
    (error: unknown) => error,
  );
  const found = thrown instanceof MailpinError ? thrown.code : String(thrown);
  hold(found === code, `expected ${code}, found ${found}`);
}
