/** How a call and its answer travel: plain values that structured clone keeps, errors as data. */
import { MailpinError, type ErrorCode, type ErrorDetails } from '../errors.ts';

export interface WireError {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: WireError };

export function toWireError(error: MailpinError): WireError {
  return { code: error.code, details: error.details };
}

/** The value of a result, or its error thrown. */
export function unwrap<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new MailpinError(result.error.code, result.error.details);
}
