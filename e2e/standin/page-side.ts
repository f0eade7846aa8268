/** Runs in the page before its own scripts: what a sandboxed preload script is given, over a DevTools binding. */

import type { Carried } from './ipc.ts';

type Carry = (channel: string, args: readonly unknown[]) => Promise<Carried>;
type Listener = (event: object, ...args: readonly unknown[]) => void;
type Preload = (require: (name: string) => unknown, module: { exports: object }, exports: object) => void;

/**
 * Sent to the page as text, so it may use nothing from outside itself.
 *
 * @param bindingName the binding the browser put on `window`; taken away before the page can see it
 * @param pushName event by which the main process speaks; a secret of this window
 */
export function pageSide(bindingName: string, pushName: string, preload: Preload): void {
  const scope = window as typeof window & Record<string, unknown>;
  const carry = scope[bindingName] as Carry;
  Reflect.deleteProperty(scope, bindingName);
  // Electron runs a preload script only in the top frame, unless it is told otherwise.
  if (window.top !== window) return;

  const listeners = new Map<string, Set<Listener>>();
  document.addEventListener(pushName, (event) => {
    const { channel, args } = (event as CustomEvent<{ channel: string; args: readonly unknown[] }>).detail;
    for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
  });
  const ipcRenderer = {
    async invoke(channel: string, ...args: readonly unknown[]): Promise<unknown> {
      const answer = await carry(channel, structuredClone(args));
      if ('error' in answer) throw new Error(answer.error);
      return 'json' in answer ? (JSON.parse(answer.json) as unknown) : answer.value;
    },
    on(channel: string, listener: Listener): void {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    },
    off(channel: string, listener: Listener): void {
      listeners.get(channel)?.delete(listener);
    },
  };
  const contextBridge = {
    exposeInMainWorld(name: string, api: object): void {
      Object.defineProperty(window, name, { value: Object.freeze({ ...api }), enumerable: true });
    },
  };
  const require = (name: string): unknown => {
    if (name === 'electron') return { ipcRenderer, contextBridge };
    throw new Error(`A sandboxed preload script cannot require ${name}.`);
  };
  const module = { exports: {} };
  preload(require, module, module.exports);
}
