import { setImmediate } from 'node:timers/promises';
import type { DrainReport } from '../../app/contract/report-views.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import { MailpinError, policyOf, type ErrorCode } from '../../app/errors.ts';
import { isDue, leased } from '../../app/machines/outbox-entry.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { findCrmAccount } from '../db/crm-accounts.ts';
import { countUnpaid, dueEntries, putEntry, setLeaseOwner } from '../db/outbox.ts';
import { carryOut, type Order, type ReadFile } from './carry-out.ts';
import type { Deps } from './deps.ts';
import { matchStaleThreads } from './match-stale-threads.ts';
import { placeOnOneCard } from './place-on-one-card.ts';
import { screenOutbox } from './screen-outbox.ts';
import { isHold, isOfBrokenStore, isOfGoneCard, settleOrders, type Answered } from './settle-orders.ts';

/** Longer than any request to a CRM may take; a lease that ran out belongs to a program that died. */
const LEASE_MS = 5 * 60_000;
/** Orders that may fail for a passing reason before the rest of the round is left for later. */
const PATIENCE = 3;

/** Orders to a CRM on this computer that share a transaction of the mirror before and after; it answers each at once. */
const LOCAL_BATCH = 25;

export interface DrainOptions {
  /** Taken before each batch. */
  readonly pause?: () => Promise<unknown>;
  readonly readFile?: ReadFile;
}

/**
 * Pays what is owed to a CRM and due now (rules 7). A mail that the CRM refuses is parked with its reason; trouble that passes is
 * tried again later. Throws store.* only, of the mirror or of a CRM's own file: the CRM's other errors are in the entries.
 *
 * @param signal stops between two orders, or batches of them; what is left stays owed
 */
export async function drainOutbox(
  deps: Deps,
  crm: CrmConnector,
  signal: AbortSignal,
  { pause = () => setImmediate(), readFile = noFile }: DrainOptions = {},
): Promise<DrainReport> {
  const counts = { attached: 0, detached: 0 };
  let troubles = 0;
  placeOnOneCard(deps, crm);
  while (!signal.aborted && troubles < PATIENCE && !isHeld(deps, crm)) {
    await screenOutbox(deps, crm, pause);
    const orders = leaseNext(deps, crm);
    if (orders.length === 0) break;
    await pause();
    const answers: Answered[] = [];
    for (const order of orders) {
      answers.push({ order, outcome: await carryOut(deps, crm, order, readFile) });
      // A CRM on this computer answers without ever waiting for anything: nobody else would get a turn.
      await setImmediate();
    }
    settleOrders(deps, crm, answers);
    const broken = answers
      .flatMap(({ outcome }) => (outcome.kind === 'failed' ? outcome.error : []))
      .find(isOfBrokenStore);
    if (broken !== undefined) throw broken;
    if (answers.some(({ outcome }) => isOfGoneCard(outcome))) await matchStaleThreads(deps);
    for (const { outcome } of answers) {
      if (outcome.kind === 'done') counts[outcome.done.intent === 'attach' ? 'attached' : 'detached'] += 1;
      troubles = outcome.kind === 'done' ? 0 : troubles + (outcome.isOfCrm ? troubleOf(outcome.error) : 0);
    }
  }
  return { ...counts, ...countUnpaid(deps.store.db) };
}

/** The CRM said that it takes nothing before a time that is still to come. */
function isHeld({ store, clock }: Deps, crm: CrmConnector): boolean {
  return (findCrmAccount(store.db, crm.id)?.hold?.until ?? 0) > clock.now();
}

/** How much of the patience a failure takes. A refused mail is its own affair; a refused sign-in and a hold are everybody's. */
function troubleOf(error: MailpinError): number {
  if (isHold(error)) return PATIENCE;
  const code: ErrorCode = error.code;
  const { retry } = policyOf(code);
  return retry === 'never' ? 0 : retry === 'backoff' ? 1 : PATIENCE;
}

function leaseNext({ store, clock, engineId }: Deps, crm: CrmConnector): readonly Order[] {
  const limit = crm.capabilities.isLocal ? LOCAL_BATCH : 1;
  const now = clock.now();
  if (dueEntries(store.db, crm.id, now, 1).length === 0) return [];
  return store.write((tx) => {
    const due = dueEntries(tx.db, crm.id, now, limit).filter((entry) => isDue(entry, now));
    for (const entry of due) {
      putEntry(tx.db, { ...entry, createdAt: now }, leased(entry, (now + LEASE_MS) as UnixMs));
      setLeaseOwner(tx.db, entry.id, engineId);
    }
    return due.map((entry) => ({ entry, mustLook: entry.isUnsure }));
  });
}

/** Where nobody can read files of mails, they are as good as gone. */
function noFile(): Promise<Uint8Array> {
  return Promise.reject(new MailpinError('mail.gone'));
}
