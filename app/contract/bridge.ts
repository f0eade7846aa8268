/** What the page sees as `window.mailpin`, and the two channels beneath it. */
import type { CallName, Input, Output } from './api.ts';
import type { EventName, Events } from './events.ts';
import type { Result } from './wire.ts';

export const CALL_CHANNEL = 'mailpin:call';
export const EVENT_CHANNEL = 'mailpin:event';

/** The contract carried over process boundaries: errors travel as data, because Electron keeps only an error's text. */
export interface Bridge {
  call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Result<Output<Name>>>;
  /** Returns the function that stops listening. */
  on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void;
}
