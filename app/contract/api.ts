/** The two-function interface that the page, the command line and the tests share. */
import type { Commands } from './commands.ts';
import type { Events, EventName } from './events.ts';
import type { Queries } from './queries.ts';

export type Calls = Queries & Commands;
export type CallName = keyof Calls;
export type Input<Name extends CallName> = Calls[Name]['input'];
export type Output<Name extends CallName> = Calls[Name]['output'];

export interface MailpinApi {
  /** Rejects with MailpinError. */
  call<Name extends CallName>(name: Name, input: Input<Name>): Promise<Output<Name>>;
  /** Returns the function that stops listening. */
  on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void;
}
