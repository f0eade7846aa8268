import { setImmediate } from 'node:timers/promises';
import type { DrainReport } from '../../app/contract/report-views.ts';
import { policyOf, toMailpinError } from '../../app/errors.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { findCrmAccount } from '../db/crm-accounts.ts';
import { nextDueAt } from '../db/outbox.ts';
import type { MailDeps } from '../services/deps.ts';
import { fetchAttachment } from '../services/fetch-attachment.ts';
import { drainOutbox } from '../services/drain-outbox.ts';
import { matchStaleThreads } from '../services/match-stale-threads.ts';
import { pullCards } from '../services/pull-cards.ts';
import { readCrm } from '../services/read-crm.ts';

/** Longest pause before the outbox is looked at again; a timer cannot wait for months. */
const LONGEST_PAUSE_MS = 60 * 60_000;

/** Pause after trouble with a database file, which seldom passes by itself. */
const TROUBLE_PAUSE_MS = 30_000;

/** Pause before what nobody ordered is paid: what the page asks after a change is answered first, and changes are paid together. */
const REST_MS = 200;

/** Pause before each batch of orders while the engine is busy. */
const GIVE_WAY_MS = 1_000;

/** A CRM elsewhere is asked for changed cards this often, unless somebody orders it. */
const READ_PAUSE_MS = 5 * 60_000;

/** Pays the debts to one CRM by itself: after every change of the outbox, and when a pause is over. */
export interface Drainer {
  /** Look soon. */
  wake(): void;
  /**
   * Pays what is due now. Answers with what was paid, unasked too, since the last answer or since opening: to the user all of it
   * happened on their order. Throws store.*, and crm.* when the CRM cannot be read.
   */
  drain(): Promise<Paid>;
  /** Pays what is due and waits for no more. */
  stop(): Promise<void>;
}
export type Paid = Pick<DrainReport, 'attached' | 'detached'>;

/** @param isBusy whether the engine has more urgent things to do than what nobody ordered, such as reading a mailbox */
export function drainer(deps: MailDeps, crm: CrmConnector, isBusy: () => boolean = () => false): Drainer {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let isQueued = false;
  let unreported: Paid = { attached: 0, detached: 0 };
  let readAt = Number.NEGATIVE_INFINITY;

  /** One round after another: two at once would only wait for each other's leases. */
  function queue<Value>(round: () => Promise<Value>): Promise<Value> {
    const next = running.then(round);
    running = next.catch(() => undefined);
    return next;
  }

  /** The CRM refused the sign-in: it is left alone until the user signs in or orders something (rules 7 (4)). */
  function isSignedOut(): boolean {
    const trouble = findCrmAccount(deps.store.db, crm.id)?.trouble ?? null;
    return trouble !== null && policyOf(trouble.code).retry === 'after-sign-in';
  }

  /** A CRM that cannot be read is not written to: it would refuse each mail in turn, and each would look like the mail's fault. */
  async function pay(isOrdered: boolean, pause?: () => Promise<unknown>): Promise<void> {
    if (crm.capabilities.isLocal) {
      await pullCards(deps, crm);
      await matchStaleThreads(deps);
    } else if (isOrdered || deps.clock.now() - readAt >= READ_PAUSE_MS) {
      await readCrm(deps, crm);
      readAt = deps.clock.now();
    }
    const { attached, detached } = await drainOutbox(deps, crm, ending.signal, {
      ...(pause !== undefined && { pause }),
      readFile: (mailId, part) => fetchAttachment(deps, mailId, part, ending.signal),
    });
    unreported = { attached: unreported.attached + attached, detached: unreported.detached + detached };
  }

  /** Somebody waits for the round, or for its end. */
  let isAwaited = false;
  let goOn = (): void => undefined;
  async function giveWay(): Promise<void> {
    if (isBusy()) await rest(GIVE_WAY_MS);
    else await setImmediate();
  }
  async function rest(pauseMs: number): Promise<void> {
    if (isAwaited) await setImmediate();
    else await new Promise<void>((resolve) => setTimeout((goOn = resolve), pauseMs).unref());
  }
  function hurry(): void {
    isAwaited = true;
    goOn();
  }

  async function payAndReport(): Promise<Paid> {
    await pay(true);
    const paid = unreported;
    unreported = { attached: 0, detached: 0 };
    return paid;
  }

  async function payUnasked(): Promise<void> {
    isQueued = false;
    if (isSignedOut()) return;
    try {
      await pay(false, giveWay);
      const lookAt = crm.capabilities.isLocal ? Number.POSITIVE_INFINITY : readAt + READ_PAUSE_MS;
      plan(Math.min(nextDueAt(deps.store.db, crm.id) ?? Number.POSITIVE_INFINITY, lookAt));
    } catch (error) {
      // The mirror cannot be written, or the CRM cannot be read. The debts stand; a call that meets the trouble tells the user.
      deps.logger.error('outbox.stuck', { crmId: crm.id, code: toMailpinError(error).code });
      plan(deps.clock.now() + TROUBLE_PAUSE_MS);
    }
  }

  function plan(dueAt: number): void {
    clearTimeout(timer);
    if (ending.signal.aborted || dueAt === Number.POSITIVE_INFINITY) return;
    // At least a second, so that trouble that lasts is not asked about without pause.
    const pauseMs = Math.min(Math.max(dueAt - deps.clock.now(), 1_000), LONGEST_PAUSE_MS);
    timer = setTimeout(wake, pauseMs).unref();
  }

  function wake(): void {
    if (isQueued || ending.signal.aborted) return;
    isQueued = true;
    void queue(async () => {
      await rest(REST_MS);
      await payUnasked();
    });
  }

  return {
    wake,
    async drain() {
      hurry();
      try {
        return await queue(payAndReport);
      } finally {
        isAwaited = false;
      }
    },
    async stop() {
      hurry();
      clearTimeout(timer);
      // A CRM elsewhere may take its time; what it is owed stays owed.
      if (isQueued && crm.capabilities.isLocal) await running;
      ending.abort();
      await running;
    },
  };
}
