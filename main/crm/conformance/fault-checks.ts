import type { Activity } from '../../../app/domain/activity.ts';
import type { Card } from '../../../app/domain/card.ts';
import { isAmbiguous, type ErrorCode, type MailpinError } from '../../../app/errors.ts';
import type { FaultAnswer, LineFault } from './fault-proxy.ts';
import { cameTrue, copies, hold, onCard, refused, soon, type Check, type Subject } from './subject.ts';

const LOST: readonly ErrorCode[] = [
  'crm.unreachable',
  'crm.unavailable',
  'crm.timeout',
  'crm.broken-answer',
  'crm.protocol',
];
const PAGE: FaultAnswer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Sign in to the network</title>',
};

/** What a line and a busy server do. None of it may lose a mail or write it twice. */
export const FAULT_CHECKS: readonly Check[] = [
  faultCheck('429 with Retry-After is told apart, and goes on afterwards', async (line) => {
    const answer = { status: 429, headers: { 'retry-after': '1' } };
    const error = await line.failing({ when: 'before', answer, hits: 'writes' }, SLOW);
    const isTold = Number(error.details['retryAfterMs']) >= 900;
    hold(isTold, 'the pause that the CRM asked for is not told');
    await line.attachedOnce();
  }),
  faultCheck('429 without Retry-After is told apart, and goes on afterwards', async (line) => {
    await line.failing({ when: 'before', answer: { status: 429 }, hits: 'writes' }, SLOW);
    await line.attachedOnce();
  }),
  faultCheck('503 before the write: one copy in the end', async (line) => {
    await line.failing({ when: 'before', answer: { status: 503 }, hits: 'writes' }, ['crm.unavailable']);
    await line.attachedOnce();
  }),
  faultCheck('502 after the write took effect is unsure, and leads to one copy', async (line) => {
    const error = await line.failing({ when: 'after', answer: { status: 502 }, hits: 'writes' }, LOST);
    hold(isAmbiguous(error), 'the failure is not called ambiguous');
    await line.attachedOnce();
  }),
  faultCheck('an answer lost after the write took effect is unsure, and leads to one copy', async (line) => {
    const error = await line.failing({ when: 'after', answer: 'cut', hits: 'writes' }, LOST);
    hold(isAmbiguous(error), 'the failure is not called ambiguous');
    await line.attachedOnce();
  }),
  faultCheck('an answer lost at every second write ends in one copy', async (line) => {
    for (let round = 0; round < 12; round += 1) {
      line.fail({ when: round % 2 === 0 ? 'after' : 'before', answer: 'cut', hits: 'writes' });
      const isDone = await line.attach().then(
        () => true,
        () => false,
      );
      if (isDone) break;
    }
    await line.attachedOnce();
  }),
  faultCheck('a page of a proxy is not taken for an answer', async (line) => {
    await line.failing({ when: 'before', answer: PAGE, hits: 'all', times: 9 }, ['crm.html-answer', 'crm.protocol']);
    await line.attachedOnce();
  }),
  faultCheck('half an answer is not taken for a whole one', async (line) => {
    const answer = { status: 200, body: '{"items": [{"id"' };
    await line.failing({ when: 'before', answer, hits: 'all', times: 9 }, ['crm.broken-answer', 'crm.protocol']);
    await line.attachedOnce();
  }),
  faultCheck('a detach whose answer got lost is repeated without harm', async (line) => {
    await line.attachedOnce();
    line.fail({ when: 'after', answer: 'cut', hits: 'writes' });
    await line.detach().catch(() => undefined);
    line.heal();
    await line.detach();
    hold((await line.copies()) === 0, 'it is still on the card');
  }),
];

const SLOW: readonly ErrorCode[] = ['crm.rate-limited', 'crm.quota-exhausted'];

/** The mail of a check over a line that fails. */
interface Line {
  fail(fault: LineFault): void;
  heal(): void;
  attach(): Promise<unknown>;
  detach(): Promise<unknown>;
  copies(): Promise<number>;
  /** Attaches while the line fails: it must be refused with one of these. */
  failing(fault: LineFault, codes: readonly ErrorCode[]): Promise<MailpinError>;
  /** Attaches over a line that is whole again: one copy must stand, however often it was tried. */
  attachedOnce(): Promise<void>;
}

function faultCheck(name: string, run: (line: Line) => Promise<void>): Check {
  return {
    name,
    needs: 'faulty',
    run: (subject) =>
      onCard(subject, name.replaceAll(/\W+/g, '-').slice(0, 40), (_crm, activity, card) =>
        run(lineOf(subject, activity, card)),
      ),
  };
}

function lineOf({ faulty, crm: straight, searchLagMs }: Subject, activity: Activity, card: Card): Line {
  if (faulty === undefined) throw new Error('the check needs a line that can fail');
  const { crm, faults } = faulty;
  return {
    fail: (fault) => faults.fail(fault),
    heal: () => faults.heal(),
    attach: () => crm.attach(activity, card.id),
    detach: () => crm.detach(activity.key, card.id),
    copies: () => copies(straight, activity, card),
    async failing(fault, codes) {
      faults.fail(fault);
      try {
        return await refused(codes, () => crm.attach(activity, card.id));
      } finally {
        faults.heal();
      }
    },
    async attachedOnce() {
      faults.heal();
      // What the failed attempt wrote may be hidden from a search for a while; the outbox waits as long before it looks.
      const isFound = async (): Promise<boolean> => (await straight.findActivity(activity.key, card.id)) !== null;
      await cameTrue(isFound, searchLagMs ?? crm.capabilities.searchLagMs);
      await crm.attach(activity, card.id);
      await soon(straight, 'it is not on the card', async () => (await copies(straight, activity, card)) > 0);
      const count = await copies(straight, activity, card);
      hold(count === 1, `there are ${String(count)} copies`);
    },
  };
}
