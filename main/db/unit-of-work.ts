import type Database from 'better-sqlite3';
import type { AnyEvent } from '../../app/contract/events.ts';
import type { CardId, ThreadId } from '../../app/domain/ids.ts';
import { cardsChanged } from './card-generation.ts';
import { fileWarming } from './file-warming.ts';
import { logFolding } from './log-folding.ts';
import { storeError } from './store-error.ts';
import { storeChanged } from './store-generation.ts';
import type { ReadDb, WriteDb } from './sql.ts';

/** What a transaction touched; becomes events once it is committed. */
export interface Changes {
  readonly threads: Set<ThreadId>;
  readonly linkedThreads: Set<ThreadId>;
  readonly linkedCards: Set<CardId>;
  readonly cards: Set<CardId>;
  isOutboxChanged: boolean;
  /** Events that are more than a set of ids, such as the state of an account; in their order. */
  readonly events: AnyEvent[];
}

/** A running transaction: the handle to write with, and where to say what changed. */
export interface Transaction {
  readonly db: WriteDb;
  readonly changes: Changes;
}

export interface UnitOfWork {
  readonly db: ReadDb;
  /** Runs work in one IMMEDIATE transaction; its changes are announced after the commit and only then. Must not be nested. */
  write<Value>(work: (tx: Transaction) => Value): Value;
  /** Runs work in a transaction that is taken back: nothing stays, nothing is announced. Must not be nested. */
  rehearse<Value>(work: (tx: Transaction) => Value): Value;
  /** Called with the events of every commit. */
  onEvents(listener: (events: readonly AnyEvent[]) => void): void;
  /** Says that pages from all over the file will be wanted: they are read beside. Costs nothing when they were not long ago. */
  warm(): void;
  close(): void;
}

/** Wraps an open database. `work` must be synchronous: a transaction is never open across a turn of the event loop. */
export function unitOfWork(database: Database.Database): UnitOfWork {
  const listeners: ((events: readonly AnyEvent[]) => void)[] = [];
  // The brands have no run-time part: this is the one place where a raw handle becomes a typed one.
  const db = database as WriteDb;
  const folding = logFolding(database);
  const warming = fileWarming(database.name);
  return {
    db,
    write(work) {
      const changes = noChanges();
      let value;
      try {
        value = database.transaction(() => work({ db, changes })).immediate();
      } catch (error) {
        cardsChanged(db);
        throw storeError(error, database.name);
      }
      storeChanged(db);
      folding.committed();
      const events = eventsOf(changes);
      if (events.length > 0) for (const listener of listeners) listener(events);
      return value;
    },
    rehearse(work) {
      try {
        database.exec('BEGIN IMMEDIATE');
        return work({ db, changes: noChanges() });
      } catch (error) {
        throw storeError(error, database.name);
      } finally {
        // SQLite ends some transactions itself, such as one that filled the disk.
        if (database.inTransaction) database.exec('ROLLBACK');
        cardsChanged(db);
      }
    },
    onEvents(listener) {
      listeners.push(listener);
    },
    warm: () => warming.wanted(),
    close() {
      warming.end();
      folding.end();
      database.close();
    },
  };
}

function noChanges(): Changes {
  return {
    threads: new Set(),
    linkedThreads: new Set(),
    linkedCards: new Set(),
    cards: new Set(),
    isOutboxChanged: false,
    events: [],
  };
}

function eventsOf(changes: Changes): readonly AnyEvent[] {
  const events: AnyEvent[] = [];
  if (changes.threads.size > 0) events.push({ name: 'threads.changed', payload: { threadIds: [...changes.threads] } });
  if (changes.linkedThreads.size > 0 || changes.linkedCards.size > 0) {
    events.push({
      name: 'links.changed',
      payload: { threadIds: [...changes.linkedThreads], cardIds: [...changes.linkedCards] },
    });
  }
  if (changes.cards.size > 0) events.push({ name: 'cards.changed', payload: { cardIds: [...changes.cards] } });
  if (changes.isOutboxChanged) events.push({ name: 'outbox.changed', payload: {} });
  return [...events, ...changes.events];
}
