import { setImmediate as setImmediateAsync, setTimeout as setTimeoutAsync } from 'node:timers/promises';
import type { DrainReport } from '../../app/contract/views.ts';
import { toMailpinError } from '../../app/errors.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { countUnpaid, nextDueAt } from '../db/outbox.ts';
import type { Deps } from '../services/deps.ts';
import { drainOutbox } from '../services/drain-outbox.ts';
import { matchStaleThreads } from '../services/match-stale-threads.ts';
import { pullCards } from '../services/pull-cards.ts';

/** Longest pause before the outbox is looked at again; a timer cannot wait for months. */
const LONGEST_PAUSE_MS = 60 * 60_000;

/** Pause after trouble with a database file, which seldom passes by itself. */
const TROUBLE_PAUSE_MS = 30_000;

/** Pause before each batch of orders while the engine is busy. */
const GIVE_WAY_MS = 250;

/** Pays debts to CRMs on this computer by itself: after every change of the outbox, and when a pause is over. */
export interface Drainer {
  /** Look soon. */
  wake(): void;
  /**
   * Pays what is due now, also to CRMs elsewhere. The report counts with it what was paid unasked since the last report, or since
   * opening: to the user all of it happened on their order. Throws store.*, and crm.* when a CRM cannot be read.
   */
  drain(): Promise<DrainReport>;
  /** Pays what is due and waits for no more. */
  stop(): Promise<void>;
}

/** @param isBusy whether the engine has more urgent things to do than what nobody ordered, such as reading a mailbox */
export function drainer(deps: Deps, crms: readonly CrmConnector[], isBusy: () => boolean = () => false): Drainer {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let isQueued = false;
  let unreported = { attached: 0, detached: 0 };

  /** One round after another: two at once would only wait for each other's leases. */
  function queue<Value>(round: () => Promise<Value>): Promise<Value> {
    const next = running.then(round);
    running = next.catch(() => undefined);
    return next;
  }

  async function payAll(connectors: readonly CrmConnector[], pause?: () => Promise<unknown>): Promise<void> {
    for (const crm of connectors) {
      // A CRM that cannot be read is not written to: it would refuse each mail in turn, and each would look like the mail's fault.
      await pullCards(deps, crm);
      await matchStaleThreads(deps);
      const { attached, detached } = await drainOutbox(deps, crm, ending.signal, pause);
      unreported = { attached: unreported.attached + attached, detached: unreported.detached + detached };
    }
  }

  /** Somebody waits for the round, or for its end. */
  let isAwaited = false;
  async function giveWay(): Promise<void> {
    await (isBusy() && !isAwaited ? setTimeoutAsync(GIVE_WAY_MS) : setImmediateAsync());
  }

  async function payAndReport(): Promise<DrainReport> {
    await payAll(crms);
    const paid = unreported;
    unreported = { attached: 0, detached: 0 };
    return { ...paid, ...countUnpaid(deps.store.db) };
  }

  async function payLocal(): Promise<void> {
    isQueued = false;
    try {
      const local = crms.filter(({ capabilities }) => capabilities.isLocal);
      await payAll(local, giveWay);
      plan(Math.min(...local.map(({ id }) => nextDueAt(deps.store.db, id) ?? Number.POSITIVE_INFINITY)));
    } catch (error) {
      // The mirror cannot be written, or the CRM cannot be read. The debts stand; a call that meets the trouble tells the user.
      deps.logger.error('outbox.stuck', { code: toMailpinError(error).code });
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
    void queue(payLocal);
  }

  return {
    wake,
    async drain() {
      isAwaited = true;
      try {
        return await queue(payAndReport);
      } finally {
        isAwaited = false;
      }
    },
    async stop() {
      isAwaited = true;
      clearTimeout(timer);
      if (isQueued) await running;
      ending.abort();
      await running;
    },
  };
}
