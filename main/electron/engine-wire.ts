/** What travels between the shell and the engine process. Plain values, kept by structured clone. */
import type { CallName } from '../../app/contract/api.ts';
import type { AnyEvent } from '../../app/contract/events.ts';
import type { Result } from '../../app/contract/wire.ts';

export type ToEngine =
  | { readonly kind: 'call'; readonly id: number; readonly name: CallName; readonly input: unknown }
  | { readonly kind: 'stop' };

export type FromEngine =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'event'; readonly event: AnyEvent }
  | { readonly kind: 'stopped' };
