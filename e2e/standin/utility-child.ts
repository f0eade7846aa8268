/** Loaded before the engine: gives it `process.parentPort`, and ends it with the process that started it. */
import { EventEmitter } from 'node:events';
import { serialize } from 'node:v8';

/** Messages wait until somebody listens, as they do in Electron. */
class ParentPort extends EventEmitter {
  #early: unknown[] | null = [];

  constructor() {
    super();
    process.on('message', (data: unknown) => {
      if (this.#early === null) this.emit('message', { data, ports: [] });
      else this.#early.push(data);
    });
    this.on('newListener', (event) => {
      if (event !== 'message' || this.#early === null) return;
      const early = this.#early;
      this.#early = null;
      process.nextTick(() => early.forEach((data) => this.emit('message', { data, ports: [] })));
    });
  }
  postMessage(message: unknown): void {
    serialize(message);
    if (process.connected) process.send?.(message);
  }
}

Object.defineProperty(process, 'parentPort', { value: new ParentPort() });
process.on('disconnect', () => process.exit(0));
