import type { CarryName, CarryProgress, CarryView } from '../../app/contract/carry-views.ts';
import type { CommandName } from '../../app/contract/commands.ts';
import { MailpinError, toMailpinError } from '../../app/errors.ts';
import { carryNamed, carryRows, carryView } from '../queries/carries.ts';
import { findCrmAccount } from '../db/crm-accounts.ts';
import { carryCsv } from '../services/carry/carry-csv.ts';
import { goCarry } from '../services/carry/go-carry.ts';
import { planCarry } from '../services/carry/plan-carry.ts';
import { sayCarryMatch } from '../services/carry/say-counterpart.ts';
import { saveText } from '../services/csv-text.ts';
import type { Deps } from '../services/deps.ts';
import { readCrm } from '../services/read-crm.ts';
import type { Crms } from './crms.ts';
import type { Drainers } from './drainers.ts';
import type { CommandHandlers } from './handler-map.ts';

/** The carry that runs in this engine; one at a time. */
export interface CarryRun {
  isGoing(name: CarryName): boolean;
  /** Runs when what runs now has ended. */
  run(name: CarryName, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Ends what runs after its current step; resolves when it has ended. */
  stop(): Promise<void>;
}

export function carryRun(engineSignal: AbortSignal): CarryRun {
  let last: Promise<unknown> = Promise.resolve();
  let running: { readonly name: CarryName; readonly ending: AbortController } | null = null;
  return {
    isGoing: ({ fromId, toId }) => running?.name.fromId === fromId && running.name.toId === toId,
    run(name, work) {
      const next = last.then(async () => {
        const ending = new AbortController();
        running = { name, ending };
        try {
          await work(AbortSignal.any([engineSignal, ending.signal]));
        } finally {
          running = null;
        }
      });
      last = next.catch(() => undefined);
      return next;
    },
    async stop() {
      running?.ending.abort();
      await last;
    },
  };
}

export interface CarryParts {
  readonly deps: Deps;
  readonly crms: Crms;
  readonly drainer: Pick<Drainers, 'wake'>;
  readonly carrying: CarryRun;
  readonly tell: (progress: CarryProgress) => void;
}

const ALL_ROWS = Number.MAX_SAFE_INTEGER;

/** Commands on carrying mail from one CRM over to another. */
export function carryHandlers({
  deps,
  crms,
  drainer,
  carrying,
  tell,
}: CarryParts): Pick<CommandHandlers, Extract<CommandName, `carries.${string}`>> {
  const { store, logger } = deps;
  const view = (name: CarryName): CarryView =>
    carryView(store.db, carryNamed(store.db, name), (one) => carrying.isGoing(one));

  /** The old CRM may have ended its service, or be disconnected: what is known of its cards has to do. */
  async function readOld({ fromId }: CarryName): Promise<void> {
    const crm = crms.all().find(({ id }) => id === fromId);
    if (crm === undefined && findCrmAccount(store.db, fromId) === null) {
      throw new MailpinError('input.unknown-crm', { crm: fromId });
    }
    try {
      if (crm !== undefined) await readCrm(deps, crm);
    } catch (error) {
      logger.warn('carry.old-not-read', { crmId: fromId, code: toMailpinError(error).code });
    }
  }

  return {
    async 'carries.plan'(name) {
      if (name.fromId === name.toId) throw new MailpinError('input.same-crm', { crm: name.toId });
      const to = crms.named(name.toId);
      await readOld(name);
      await readCrm(deps, to);
      await planCarry(deps, name.fromId, name.toId);
      return view(name);
    },
    'carries.match'(order) {
      sayCarryMatch(deps, order);
      return view(order);
    },
    async 'carries.go'(order) {
      crms.named(order.toId);
      await carrying.run(order, (signal) =>
        goCarry(deps, order, signal, (done, total) => {
          tell({ fromId: order.fromId, toId: order.toId, done, total });
        }),
      );
      store.write((tx) => void tx.changes.events.push({ name: 'carry.changed', payload: {} }));
      drainer.wake();
      return view(order);
    },
    async 'carries.stop'() {
      await carrying.stop();
      return null;
    },
    async 'carries.export'({ path, ...name }) {
      const { items } = carryRows(store.db, { ...name, limit: ALL_ROWS });
      await saveText(carryCsv(items), path);
      return { cardCount: items.length };
    },
  };
}
