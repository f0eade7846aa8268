/** The page's only door to the engine: what the preload script exposed, as a MailpinApi. */
import type { MailpinApi } from '../app/contract/api.ts';
import type { Bridge } from '../app/contract/bridge.ts';
import { unwrap } from '../app/contract/wire.ts';

declare global {
  interface Window {
    readonly mailpin: Bridge;
  }
}

/** Errors arrive as data and leave as MailpinError, so that callers have one way of hearing of them. */
export function bridgeApi(): MailpinApi {
  return {
    call: async (name, input) => unwrap(await window.mailpin.call(name, input)),
    on: (name, listener) => window.mailpin.on(name, listener),
  };
}
