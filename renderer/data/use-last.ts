import { useState } from 'react';

/** The last value there was: what is shown stays until the answer to the next question is here. */
export function useLast<Value extends object>(value: Value | undefined): Value | undefined {
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  return value ?? last;
}
