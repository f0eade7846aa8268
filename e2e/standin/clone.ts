import { deserialize, serialize } from 'node:v8';

/**
 * A value as the other side of a channel receives it. Throws DataCloneError for what cannot travel, as Electron does.
 * Throws also for what Electron carries and DevTools does not, so that no test passes on a value that arrived empty.
 */
export function cloned<Value>(value: Value): Value {
  refuseWhatDevToolsLoses(value);
  return deserialize(serialize(value)) as Value;
}

function refuseWhatDevToolsLoses(value: unknown): void {
  if (value instanceof Map || value instanceof Set || value instanceof ArrayBuffer) {
    throw new TypeError(`The stand-in cannot carry a ${value.constructor.name} over IPC; Electron can.`);
  }
  if (Array.isArray(value)) value.forEach(refuseWhatDevToolsLoses);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(refuseWhatDevToolsLoses);
}
