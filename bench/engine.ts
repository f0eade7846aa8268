import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CallName, Input, Output } from '../app/contract/api.ts';
import { unwrap, type Result } from '../app/contract/wire.ts';

/** The built engine on one profile, reached as the window reaches it: every figure holds the way there and back. */
export interface Engine {
  call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>>;
  stop(): Promise<void>;
}

interface Answer {
  readonly kind: 'answer';
  readonly id: number;
  readonly result: Result<never>;
}

export function startEngine(profileDir: string): Engine {
  const child = fork(fileURLToPath(new URL('./engine-process.ts', import.meta.url)), ['--profile', profileDir], {
    serialization: 'advanced',
    env: { ...process.env, MAILPIN_SECRETS: 'env' },
  });
  const waiting = new Map<number, (result: Result<never>) => void>();
  let lastId = 0;
  child.on('message', (message: Answer | { readonly kind: 'event' | 'stopped' }) => {
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
    async stop() {
      const exited = once(child, 'exit');
      child.send({ kind: 'stop' });
      await exited;
    },
  };
}
