import { expect, test } from 'vitest';
import type { EventName } from '../../app/contract/events.ts';
import { MailpinError } from '../../app/errors.ts';
import { serveEngine, type EnginePort, type ServedEngine } from './engine-server.ts';
import type { FromEngine, ToEngine } from './engine-wire.ts';

function port() {
  let listener: (message: { data: ToEngine }) => void = () => undefined;
  const said: FromEngine[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const side: EnginePort = {
    postMessage(message) {
      said.push(message);
      for (const { count, resolve } of waiting) if (said.length >= count) resolve();
    },
    on: (_event, heard) => (listener = heard),
  };
  const send = (data: ToEngine) => listener({ data });
  const heard = (count: number) =>
    new Promise<FromEngine[]>((resolve) => {
      waiting.push({ count, resolve: () => resolve(said) });
      if (said.length >= count) resolve(said);
    });
  return { side, send, heard };
}

function engine(): ServedEngine & { say: (name: EventName) => void; isStopped: () => boolean } {
  const listeners = new Map<EventName, (payload: never) => void>();
  let stopped = false;
  return {
    call: (name) => Promise.reject(new MailpinError('input.unknown-card', { card: name })),
    on: (name, listener) => {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
    stop: () => Promise.resolve(void (stopped = true)),
    say: (name) => listeners.get(name)?.({} as never),
    isStopped: () => stopped,
  };
}

test('an error travels as data', async () => {
  const { side, send, heard } = port();
  serveEngine(
    side,
    () => Promise.resolve(engine()),
    () => undefined,
  );
  send({ kind: 'call', id: 4, name: 'cards.get', input: { cardId: 'd7' } });
  const error = { code: 'input.unknown-card', details: { card: 'cards.get' } };
  expect(await heard(1)).toEqual([{ kind: 'answer', id: 4, result: { ok: false, error } }]);
});

test('an input that is not what the call takes never reaches the engine', async () => {
  const { side, send, heard } = port();
  serveEngine(
    side,
    () => Promise.resolve(engine()),
    () => undefined,
  );
  send({ kind: 'call', id: 1, name: 'cards.get', input: { cardId: 7 } });
  const error = { code: 'input.invalid', details: { field: 'cardId' } };
  expect(await heard(1)).toEqual([{ kind: 'answer', id: 1, result: { ok: false, error } }]);
});

test('an engine that cannot be opened answers every call with the reason', async () => {
  const { side, send, heard } = port();
  serveEngine(
    side,
    () => Promise.reject(new MailpinError('store.newer', { found: 9 })),
    () => undefined,
  );
  send({ kind: 'call', id: 1, name: 'status.get', input: {} });
  send({ kind: 'call', id: 2, name: 'board.get', input: {} });
  const error = { code: 'store.newer', details: { found: 9 } };
  expect(await heard(2)).toEqual([
    { kind: 'answer', id: 1, result: { ok: false, error } },
    { kind: 'answer', id: 2, result: { ok: false, error } },
  ]);
});

test('events are said and a stop is obeyed', async () => {
  const { side, send, heard } = port();
  const served = engine();
  let leave = (): void => undefined;
  const exited = new Promise<void>((resolve) => (leave = resolve));
  serveEngine(
    side,
    () => Promise.resolve(served),
    () => leave(),
  );
  send({ kind: 'call', id: 1, name: 'board.get', input: {} });
  await heard(1);
  served.say('links.changed');
  expect((await heard(2)).at(-1)).toEqual({ kind: 'event', event: { name: 'links.changed', payload: {} } });
  send({ kind: 'stop' });
  await exited;
  expect(served.isStopped()).toBe(true);
});
