import { asJson, cloned } from './clone.ts';

type Listener = (event: never, ...args: unknown[]) => Promise<unknown>;

const listeners = new Map<string, Listener>();

export const ipcMain = {
  handle(channel: string, listener: Listener): void {
    if (listeners.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    listeners.set(channel, listener);
  },
};

/** What becomes of a call, on its way to the page. */
export type Carried = { readonly json: string } | { readonly value: unknown } | { readonly error: string };

/** Carries a call of a page to the listener of its channel, and what becomes of it back, in Electron's words. */
export async function invoke(event: object, channel: string, args: readonly unknown[]): Promise<Carried> {
  const listener = listeners.get(channel);
  try {
    if (listener === undefined) throw new Error(`No handler registered for '${channel}'`);
    const value = cloned(await listener(event as never, ...cloned(args)));
    const json = asJson(value);
    return json === null ? { value } : { json };
  } catch (thrown) {
    return { error: `Error invoking remote method '${channel}': ${String(thrown)}` };
  }
}
