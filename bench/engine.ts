import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CallName, Input, Output } from '../app/contract/api.ts';
import type { AnyEvent } from '../app/contract/events.ts';
import { unwrap, type Result } from '../app/contract/wire.ts';

/** The built engine on one profile, reached as the window reaches it: every figure holds the way there and back. */
export interface Engine {
  call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>>;
  /** Calls back with everything the engine announces. */
  onEvent(listener: (event: AnyEvent) => void): void;
  /** What the process has used since it began: its largest resident memory in bytes, and the time of all its threads in ms. */
  usage(): { readonly peakBytes: number; readonly cpuMs: number };
  stop(): Promise<void>;
}

interface Answer {
  readonly kind: 'answer';
  readonly id: number;
  readonly result: Result<never>;
}
type Message = Answer | { readonly kind: 'event'; readonly event: AnyEvent } | { readonly kind: 'stopped' };

/** @param env variables besides those of this process, such as the secrets of accounts */
export function startEngine(profileDir: string, env: Readonly<Record<string, string>> = {}): Engine {
  const child = fork(fileURLToPath(new URL('./engine-process.ts', import.meta.url)), ['--profile', profileDir], {
    serialization: 'advanced',
    env: { ...process.env, MAILPIN_SECRETS: 'env', ...env },
  });
  const waiting = new Map<number, (result: Result<never>) => void>();
  const listeners: ((event: AnyEvent) => void)[] = [];
  let lastId = 0;
  child.on('message', (message: Message) => {
    if (message.kind === 'event') for (const listener of listeners) listener(message.event);
    if (message.kind !== 'answer') return;
    waiting.get(message.id)?.(message.result);
    waiting.delete(message.id);
  });
  return {
    async call(name, input) {
      lastId += 1;
      const id = lastId;
      const answered = new Promise<Result<never>>((resolve) => waiting.set(id, resolve));
      child.send({ kind: 'call', id, name, input });
      return unwrap(await answered);
    },
    onEvent(listener) {
      listeners.push(listener);
    },
    usage: () => usageOf(child.pid ?? 0),
    async stop() {
      const exited = once(child, 'exit');
      child.send({ kind: 'stop' });
      await exited;
    },
  };
}

const CLOCK_TICK_MS = 10;
/** Fields 14 and 15 of /proc/PID/stat, counted behind the name in brackets, which may hold blanks. */
const [USER_TIME, SYSTEM_TIME] = [11, 12];

/** Source: proc(5). Linux only. */
function usageOf(pid: number): { readonly peakBytes: number; readonly cpuMs: number } {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  const times = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const ticks = Number(times[USER_TIME]) + Number(times[SYSTEM_TIME]);
  return {
    peakBytes: Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024,
    cpuMs: ticks * CLOCK_TICK_MS,
  };
}
