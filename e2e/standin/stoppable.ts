import type { EventEmitter } from 'node:events';

/** Says an event whose default a listener may stop. Returns whether one did. */
export function isStopped(emitter: EventEmitter, name: string, details: object = {}): boolean {
  const event = { ...details, defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) };
  emitter.emit(name, event);
  return event.defaultPrevented;
}
