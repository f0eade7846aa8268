import type { CancelSignal } from '../../../app/ports.ts';

type Plain = string | number | boolean;
/** A condition of a search (Odoo documentation, "Search domains"); several hold together, `|` joins the two that follow it. */
export type Term = readonly [field: string, operator: '=' | '!=' | '>=' | 'in', value: Plain | readonly Plain[]] | '|';
export type Domain = readonly Term[];

/** A public method of a model, called on records or on the model itself. */
export interface ModelCall {
  readonly model: string;
  readonly method: string;
  /** The records it is called on; left out for the model. */
  readonly ids?: readonly number[];
  /** The first parameter, whose name differs between versions. */
  readonly first?: { readonly name: 'domain' | 'vals_list' | 'operation'; readonly value: unknown };
  readonly named?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
  /** Changes nothing: its failure leaves nothing unsure. */
  readonly isReading?: boolean;
}

/** Carries a call to Odoo and brings its answer back, unread. Throws crm.*. */
export type Transport = (call: ModelCall, signal?: CancelSignal) => Promise<unknown>;
