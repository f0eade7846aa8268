/** The composition root: everything the engine is made of is put together here, and only here. */
import { join } from 'node:path';
import type { CallName, Input, MailpinApi, Output } from '../app/contract/api.ts';
import type { AnyEvent } from '../app/contract/events.ts';
import { parseInput } from '../app/contract/schema.ts';
import { MailpinError, toMailpinError } from '../app/errors.ts';
import type { CrmConnector, Logger } from '../app/ports.ts';
import type { Adapters } from './adapters.ts';
import { accountWork } from './composition/account-work.ts';
import { commandHandlers } from './composition/command-handlers.ts';
import { capabilitiesOf, connectorViews } from './crm/connectors.ts';
import { carryRun } from './composition/carry-handlers.ts';
import { crmsOf } from './composition/crms.ts';
import { drainers } from './composition/drainers.ts';
import { eventBus, type EventBus } from './composition/event-bus.ts';
import { onForeignChanges } from './composition/foreign-changes.ts';
import { nightly } from './composition/nightly.ts';
import { owedTexts } from './composition/owed-texts.ts';
import { searchTending } from './composition/search-tending.ts';
import { sharedPace } from './composition/shared-pace.ts';
import { spaceJobs } from './composition/space-jobs.ts';
import { watchers } from './composition/watchers.ts';
import { lazyBuiltinCrm } from './crm/builtin/lazy-builtin-crm.ts';
import { signedInCrm } from './crm/signed-in-crm.ts';
import { openDatabase } from './db/open.ts';
import { hasStaleThreads } from './db/stale-threads.ts';
import { unitOfWork, type UnitOfWork } from './db/unit-of-work.ts';
import { makeFolder } from './make-folder.ts';
import { accountFacts } from './queries/account-facts.ts';
import { queryHandlers } from './queries/handlers.ts';
import { accountLines } from './services/account-lines.ts';
import { finishDeletions } from './services/delete-account.ts';
import { listActions } from './queries/list-actions.ts';
import type { MailDeps } from './services/deps.ts';
import { newEngineId } from './services/engine-id.ts';
import { matchStaleThreads } from './services/match-stale-threads.ts';
import { pullCards } from './services/pull-cards.ts';
import { purgeBlocked } from './services/purge-blocked.ts';
import { releaseLeases } from './services/release-leases.ts';
import { undoableSince } from './services/undo-words.ts';
import { WATCH_TIMING, type WatchTiming } from './services/watch-account.ts';

export interface MailpinConfig {
  /** Absolute; created, for this user only, when it is missing. */
  readonly profileDir: string;
  /** How often mailboxes are looked at that nobody tells of; as `WATCH_TIMING` when left out. */
  readonly watchTiming?: WatchTiming;
}

/** The engine. Several may run on one profile: a window and any number of command lines. */
export interface Mailpin extends MailpinApi {
  /** Opens the profile and takes up what an earlier run left undone. `call` does it too. Accounts are watched from `sync.start` on. */
  start(): Promise<void>;
  /** Ends what is running, pays what is owed to local CRMs, and closes the profile. */
  stop(): Promise<void>;
}

type Handlers = { readonly [Name in CallName]: (input: Input<Name>) => Output<Name> | Promise<Output<Name>> };

/** An opened profile with everything that runs on it. */
interface Engine {
  readonly handlers: Handlers;
  /** Ends what talks to servers; what only writes to the store is finished. */
  cancel(): void;
  close(): Promise<void>;
}

/** As a limit: SQLite takes a negative one for none. */
const EVERY_ACTION = -1;

/** The first line of a stack that lies in our own files, not in a library: `open.ts:34:10`. */
const OWN_PLACE = /\n {4}at (?!.*node_modules)(?!.*node:).*?([\w.-]+:\d+:\d+)\)?$/m;

/** Throws store.* when the profile cannot be opened. */
export function createMailpin(config: MailpinConfig, adapters: Adapters): Mailpin {
  const { profileDir } = config;
  const store = openStore(profileDir, adapters.logger);
  const bus = eventBus();
  let engine: Promise<Engine> | null = null;
  const running = new Set<Promise<unknown>>();
  let isStopped = false;
  const opened = (): Promise<Engine> => {
    if (isStopped) throw new MailpinError('engine.stopped');
    return (engine ??= openEngine(config, store, adapters, bus).catch((error: unknown) => {
      tellNotOpened(adapters.logger, error);
      throw error;
    }));
  };
  return {
    async call(name, input) {
      const { handlers } = await opened();
      const work = answer(handlers, name, parseInput(name, input));
      running.add(work);
      try {
        return await work;
      } catch (thrown) {
        const error = toMailpinError(thrown);
        if (error.code === 'internal') adapters.logger.error('call.failed', { name, ...origin(error.cause) });
        throw error;
      } finally {
        running.delete(work);
      }
    },
    on: (name, listener) => bus.on(name, listener),
    async start() {
      await opened();
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      // An engine that never opened has told so to whoever called.
      const open = await engine?.catch(() => null);
      open?.cancel();
      await Promise.allSettled(running);
      await open?.close();
      store.close();
    },
  };
}

function openStore(profileDir: string, logger: Logger): UnitOfWork {
  try {
    makeFolder(profileDir);
  } catch (error) {
    throw new MailpinError('store.unwritable', { path: profileDir }, { cause: error });
  }
  try {
    return unitOfWork(openDatabase(join(profileDir, 'mailpin.db')));
  } catch (error) {
    tellNotOpened(logger, error);
    throw error;
  }
}

/** The log stands in the profile, so it tells of whatever happens after the folder is there. */
function tellNotOpened(logger: Logger, thrown: unknown): void {
  const { code, cause } = toMailpinError(thrown);
  logger.error('profile.not-opened', { code, ...origin(cause ?? thrown) });
}

async function openEngine(
  { profileDir, watchTiming = WATCH_TIMING }: MailpinConfig,
  store: UnitOfWork,
  { secrets, clock, logger, openSource }: Adapters,
  bus: EventBus,
): Promise<Engine> {
  const deps: MailDeps = { store, clock, logger, engineId: newEngineId(), secrets, openSource, lines: accountLines() };
  const crm = lazyBuiltinCrm(join(profileDir, 'crm.db'), clock);
  const ending = new AbortController();
  let mirroredAt = Number.NEGATIVE_INFINITY;
  const watching = watchers(deps, watchTiming);
  const crms = crmsOf(store.db, crm, (account) => signedInCrm(account, secrets, sharedPace(store, account.id)));
  const payer = drainers(deps, crms, () => clock.now() - mirroredAt < MIRRORING_MS || hasStaleThreads(store.db));
  const work = accountWork(ending.signal);
  const jobs = spaceJobs(ending.signal, (progress) => bus.emit({ name: 'space.progress', payload: progress }));
  const carrying = carryRun(ending.signal);
  const nights = nightly(deps, work, jobs);
  const owed = owedTexts(deps, ending.signal);
  store.onEvents((events) => {
    for (const event of events) bus.emit(event);
    if (events.some(isMirroring)) mirroredAt = clock.now();
    if (events.some(({ name }) => name === 'outbox.changed')) {
      payer.wake();
      owed.wake();
    }
  });
  releaseLeases(deps);
  await readCards(deps, crm);
  await matchStaleThreads(deps);
  await purgeBlocked(deps);
  payer.wake();
  const tending = searchTending(deps, ending.signal);
  store.onEvents((events) => tending.heard(events));
  const endLooking = onForeignChanges(store.db, logger, () => {
    bus.emit({ name: 'store.changed', payload: {} });
    watching.notePauses();
    watching.lookAgain();
    payer.wake();
    owed.wake();
  });
  const finishing = finishDeletions(deps).catch((error: unknown) => {
    logger.error('account.not-deleted', { code: toMailpinError(error).code });
  });
  const commands = commandHandlers({
    deps,
    crms,
    drainer: payer,
    watchers: watching,
    work,
    nights,
    jobs,
    owed,
    carrying,
    tellCarry: (progress) => bus.emit({ name: 'carry.progress', payload: progress }),
    actionsNamed: (actionIds) => {
      const wanted = new Set(actionIds);
      const actions = listActions(store.db, EVERY_ACTION, undoableSince(clock.now()));
      return actions.filter(({ id }) => wanted.has(id));
    },
    tellAudit: (progress) => bus.emit({ name: 'audit.progress', payload: progress }),
    mailboxFacts: (accountId) => accountFacts(store.db).find(({ id }) => id === accountId)?.mailboxes ?? [],
    signal: ending.signal,
  });
  return {
    handlers: {
      ...queryHandlers({
        db: store.db,
        warm: () => store.warm(),
        crms,
        connectors: connectorViews,
        capabilitiesOf,
        isCarrying: (name) => carrying.isGoing(name),
        clock,
        undoableSince: () => undoableSince(clock.now()),
      }),
      ...commands,
    },
    cancel: () => ending.abort(),
    async close() {
      endLooking();
      await finishing;
      await tending.ended();
      await jobs.stop();
      await carrying.stop();
      await owed.stop();
      await nights.stop();
      await watching.stop();
      await payer.stop();
      await crm.close();
    },
  };
}

/** So long after it was last said, a mailbox is still being read. */
const MIRRORING_MS = 2_000;

function isMirroring(event: AnyEvent): boolean {
  return event.name === 'account.changed' && event.payload.state.kind === 'mirroring';
}

/** A CRM that cannot be read stops nobody from reading mail; the calls that need it tell why. */
async function readCards(deps: MailDeps, crm: CrmConnector): Promise<void> {
  try {
    await pullCards(deps, crm);
  } catch (error) {
    deps.logger.error('crm.not-read', { crmId: crm.id, code: toMailpinError(error).code });
  }
}

async function answer<Name extends CallName>(
  handlers: Handlers,
  name: Name,
  input: Input<Name>,
): Promise<Output<Name>> {
  return await handlers[name](input);
}

/** The kind of a thrown value and where it came from: never its message, which may hold mail. */
function origin(thrown: unknown): { readonly kind: string; readonly at: string } {
  if (!(thrown instanceof Error)) return { kind: typeof thrown, at: '' };
  const kind = 'code' in thrown && typeof thrown.code === 'string' ? `${thrown.name}/${thrown.code}` : thrown.name;
  return { kind, at: OWN_PLACE.exec(thrown.stack ?? '')?.[1] ?? '' };
}
