import type { CardId } from '../../../app/domain/ids.ts';
import { sampleFile } from './sample-mail.ts';
import {
  activityOf,
  cardsToWriteOn,
  cardToWriteOn,
  copies,
  hold,
  keyOf,
  loadAll,
  loadedOnce,
  onCard,
  refused,
  Skipped,
  soon,
  standing,
  type Check,
} from './subject.ts';

/** Putting mail on cards and taking it off again. */
export const ATTACH_CHECKS: readonly Check[] = [
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
      onCard(subject, 'once', async (crm, activity, card) => {
        const first = await crm.attach(activity, card.id);
        hold(first.outcome === 'created' || first.outcome === 'linked-existing', `the outcome was ${first.outcome}`);
        await soon(crm, 'it is not found by its key', async () => {
          return (await crm.findActivity(activity.key, card.id)) === first.activityId;
        });
        const second = await crm.attach(activity, card.id);
        hold(second.outcome === 'already-attached', `the second outcome was ${second.outcome}`);
        hold(second.activityId === first.activityId, 'the second attach has another id');
        await soon(crm, 'there is not exactly one copy', async () => (await copies(crm, activity, card)) === 1);
      }),
  },
  {
    name: 'attaching makes no card',
    run: (subject) =>
      onCard(subject, 'no-card', async (crm, activity, card) => {
        const { cards, cursor } = await loadedOnce(subject);
        const changed = await loadAll(crm, cursor);
        const before = new Set([...cards, ...changed.cards].map(({ id }) => id));
        await crm.attach(activity, card.id);
        const made = standing((await loadAll(crm, changed.cursor)).cards).filter(({ id }) => !before.has(id));
        hold(made.length === 0, `there is a new card: ${made[0]?.id ?? ''}`);
      }),
  },
  {
    name: 'four attaches at once leave one copy',
    run: (subject) =>
      onCard(subject, 'at-once', async (crm, activity, card) => {
        await Promise.all([1, 2, 3, 4].map(() => crm.attach(activity, card.id)));
        await soon(crm, 'it is not found', async () => (await crm.findActivity(activity.key, card.id)) !== null);
        await crm.attach(activity, card.id);
        await soon(crm, 'there is not exactly one copy', async () => (await copies(crm, activity, card)) === 1);
      }),
  },
  {
    name: 'one mail can be on two cards, and leaves one of them alone',
    run: async (subject) => {
      const { crm } = subject;
      if (crm.capabilities.cardsPerMail === 'one') throw new Skipped('the CRM keeps a mail on one card');
      const [one, other] = await cardsToWriteOn(subject);
      if (one === undefined || other === undefined) throw new Error('the CRM needs two cards: a deal and a contact');
      const activity = activityOf(subject, 'two-cards');
      try {
        await crm.attach(activity, one.id);
        await crm.attach(activity, other.id);
        await soon(crm, 'it is not on the second card', async () => {
          return (await crm.findActivity(activity.key, other.id)) !== null;
        });
        await crm.detach(activity.key, one.id);
        await soon(crm, 'it is still on the first card', async () => {
          return (await crm.findActivity(activity.key, one.id)) === null;
        });
        hold((await crm.findActivity(activity.key, other.id)) !== null, 'it left the second card too');
      } finally {
        await crm.detach(activity.key, one.id);
        await crm.detach(activity.key, other.id);
      }
    },
  },
  {
    name: 'where a mail is on one card only, a second card is refused and the first keeps it',
    run: async (subject) => {
      const { crm } = subject;
      if (crm.capabilities.cardsPerMail !== 'one') throw new Skipped('the CRM keeps a mail on several cards');
      const [one, other] = await cardsToWriteOn(subject);
      if (one === undefined || other === undefined) throw new Error('the CRM needs two cards: a deal and a contact');
      const activity = activityOf(subject, 'one-card');
      try {
        await crm.attach(activity, one.id);
        await refused(['crm.one-card-only'], () => crm.attach(activity, other.id));
        hold((await crm.findActivity(activity.key, one.id)) !== null, 'it left the first card');
        await crm.detach(activity.key, one.id);
        await crm.attach(activity, other.id);
        hold((await crm.findActivity(activity.key, other.id)) !== null, 'it did not move to the second card');
      } finally {
        await crm.detach(activity.key, one.id);
        await crm.detach(activity.key, other.id);
      }
    },
  },
  {
    name: 'detach takes it off, and a second detach finds nothing',
    run: (subject) =>
      onCard(subject, 'detach', async (crm, activity, card) => {
        await crm.attach(activity, card.id);
        await soon(crm, 'it is not found', async () => (await crm.findActivity(activity.key, card.id)) !== null);
        hold((await crm.detach(activity.key, card.id)) !== 'was-not-linked', 'it was not taken off');
        await soon(crm, 'it was taken off twice', async () => {
          return (await crm.detach(activity.key, card.id)) === 'was-not-linked';
        });
        hold((await crm.findActivity(activity.key, card.id)) === null, 'it is still found');
        hold((await copies(crm, activity, card)) === 0, 'it is still on the card');
      }),
  },
  {
    name: 'what was taken off can be attached again, as one copy',
    run: (subject) =>
      onCard(subject, 're-attach', async (crm, activity, card) => {
        await crm.attach(activity, card.id);
        await soon(crm, 'it is not found', async () => (await crm.findActivity(activity.key, card.id)) !== null);
        await crm.detach(activity.key, card.id);
        await crm.attach(activity, card.id);
        await soon(crm, 'there is not exactly one copy', async () => (await copies(crm, activity, card)) === 1);
      }),
  },
  {
    name: 'a card that is not there is named as gone',
    run: async (subject) => {
      const card = await cardToWriteOn(subject);
      await refused(['crm.card-gone'], () => subject.crm.attach(activityOf(subject, 'gone'), missingCard(card.id)));
    },
  },
  {
    name: 'a text of every script, and a very long one, arrive',
    run: (subject) =>
      onCard(subject, 'text', async (crm, activity, card) => {
        const limit = crm.capabilities.bodyLimitBytes ?? 200_000;
        const text = `Grüße, 見積書の件です。 😀 <b>& "quotes"\n${'x'.repeat(Math.min(limit, 200_000) - 200)}`;
        await crm.attach({ ...activity, text }, card.id);
        await soon(crm, 'it did not arrive', async () => (await copies(crm, activity, card)) === 1);
      }),
  },
  {
    name: 'a mail to 238 people, headers only, arrives',
    run: (subject) =>
      onCard(subject, 'many', async (crm, activity, card) => {
        const to = Array.from({ length: 238 }, (_, at) => ({
          role: 'to' as const,
          address: null,
          rawAddress: `person-${String(at)}@mailpin.invalid`,
          displayName: `Person ${String(at)}`,
        }));
        const omissions = [{ what: 'text', because: 'recipient-limit', name: null }] as const;
        const participants = [...activity.participants, ...to];
        await crm.attach({ ...activity, extent: 'headers-only', text: '', participants, omissions }, card.id);
        await soon(crm, 'it did not arrive', async () => (await copies(crm, activity, card)) === 1);
      }),
  },
  {
    name: 'attachments go along where the CRM takes them',
    run: (subject) =>
      onCard(subject, 'files', async (crm, activity, card) => {
        if (crm.capabilities.attachments !== 'sent') throw new Skipped('the CRM takes no attachments');
        const files = [
          sampleFile('Angebot größer.txt', 'Two phases'),
          { ...sampleFile('plan.bin', '\u0000\u0001\u00ff', 'application/octet-stream'), part: '3' },
        ];
        const { outcome, dropped = [] } = await crm.attach({ ...activity, attachments: files, files }, card.id);
        hold(outcome !== 'already-attached', 'it was there already');
        hold(dropped.length === 0, `left out: ${dropped.map(({ name }) => name ?? '').join(', ')}`);
        await soon(crm, 'it did not arrive', async () => (await copies(crm, activity, card)) === 1);
      }),
  },
];

/** An id of the same form that no card has: numbers far out, letters that never come up. */
function missingCard(cardId: CardId): CardId {
  const at = cardId.lastIndexOf(':') + 1;
  const remoteId = cardId.slice(at);
  const missing = /^\d+$/.test(remoteId)
    ? '999999999'
    : remoteId.replaceAll(/[a-z\d]/gi, (char) => (/\d/.test(char) ? '0' : 'f'));
  const id: string = cardId.slice(0, at) + missing;
  return id as CardId;
}
