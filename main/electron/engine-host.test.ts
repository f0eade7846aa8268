import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { AnyEvent } from '../../app/contract/events.ts';
import { hostEngine } from './engine-host.ts';
import type { FromEngine, ToEngine } from './engine-wire.ts';
import type { EngineProcess } from './surface.ts';

/** An engine process that keeps what it is told and says what the test says. */
class Process extends EventEmitter implements EngineProcess {
  readonly told: ToEngine[] = [];
  isKilled = false;
  postMessage(message: ToEngine): void {
    this.told.push(message);
  }
  kill(): boolean {
    this.isKilled = true;
    this.emit('exit', 143);
    return true;
  }
  say(message: FromEngine): void {
    this.emit('message', message);
  }
}

function hosted() {
  const processes: Process[] = [];
  const events: AnyEvent[] = [];
  const crashes: { exitCode: number; isFirst: boolean }[] = [];
  const started = vi.fn();
  const host = hostEngine({
    fork: () => {
      const made = new Process();
      processes.push(made);
      return made;
    },
    onEvent: (event) => events.push(event),
    onStart: started,
    onCrash: (crash) => crashes.push(crash),
  });
  host.start();
  const newest = (): Process => {
    const last = processes.at(-1);
    if (last === undefined) throw new Error('No engine was started.');
    return last;
  };
  return { host, processes, events, crashes, started, newest };
}

const STOPPED = { ok: false, error: { code: 'engine.stopped', details: {} } };

test('answers find the call they belong to, in any order', async () => {
  const { host, newest } = hosted();
  const first = host.call('board.get', {});
  const second = host.call('accounts.list', {});
  newest().say({ kind: 'answer', id: 2, result: { ok: true, value: [] } });
  newest().say({ kind: 'answer', id: 1, result: { ok: true, value: { pipelines: [] } } });
  expect(await first).toEqual({ ok: true, value: { pipelines: [] } });
  expect(await second).toEqual({ ok: true, value: [] });
});

test('events are passed on', () => {
  const { newest, events } = hosted();
  newest().say({ kind: 'event', event: { name: 'store.changed', payload: {} } });
  expect(events).toEqual([{ name: 'store.changed', payload: {} }]);
});

test('a crash answers what waits with engine.stopped and starts the engine again', async () => {
  vi.useFakeTimers();
  const { host, newest, processes, crashes, started } = hosted();
  const waiting = host.call('board.get', {});
  newest().emit('exit', 139);
  expect(await waiting).toEqual(STOPPED);
  expect(await host.call('board.get', {})).toEqual(STOPPED);
  vi.advanceTimersByTime(0);
  expect([processes.length, started.mock.calls.length]).toEqual([2, 2]);
  expect(crashes).toEqual([{ exitCode: 139, isFirst: true }]);
  vi.useRealTimers();
});

test('a crash loop slows down and is told once', () => {
  vi.useFakeTimers();
  const { newest, processes, crashes } = hosted();
  for (const pauseMs of [0, 1_000, 5_000, 30_000, 30_000]) {
    const before = processes.length;
    newest().emit('exit', 1);
    vi.advanceTimersByTime(Math.max(0, pauseMs - 1));
    if (pauseMs > 0) expect(processes.length).toBe(before);
    vi.advanceTimersByTime(1);
    expect(processes.length).toBe(before + 1);
  }
  expect(crashes.filter(({ isFirst }) => isFirst)).toHaveLength(1);
  vi.useRealTimers();
});

test('a stop is waited for, and no restart follows it', async () => {
  const { host, newest, processes, crashes } = hosted();
  const stopped = host.stop();
  expect(newest().told.at(-1)).toEqual({ kind: 'stop' });
  expect(await host.call('board.get', {})).toEqual(STOPPED);
  newest().emit('exit', 0);
  await stopped;
  expect([processes.length, crashes.length]).toEqual([1, 0]);
});

test('an engine that does not stop is ended', async () => {
  vi.useFakeTimers();
  const { host, newest } = hosted();
  const stopped = host.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  await stopped;
  expect(newest().isKilled).toBe(true);
  vi.useRealTimers();
});
