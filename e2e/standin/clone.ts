import { deserialize, serialize } from 'node:v8';

/**
 * A value as the other side of a channel receives it. Throws DataCloneError for what cannot travel, as Electron does.
 * Throws also for what Electron carries and DevTools does not, so that no test passes on a value that arrived empty.
 */
export function cloned<Value>(value: Value): Value {
  refuseWhatDevToolsLoses(value);
  return deserialize(serialize(value)) as Value;
}

/**
 * The value as JSON, null when JSON would not give back the same: DevTools takes values apart piece by piece on the page's own thread, which
 * costs some thirty times what Electron's channel does; a text it hands over whole.
 */
export function asJson(value: unknown): string | null {
  return isJson(value) ? JSON.stringify(value) : null;
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (Array.isArray(value)) return value.every(isJson);
  return (
    typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isJson)
  );
}

function refuseWhatDevToolsLoses(value: unknown): void {
  if (value instanceof Map || value instanceof Set || value instanceof ArrayBuffer) {
    throw new TypeError(`The stand-in cannot carry a ${value.constructor.name} over IPC; Electron can.`);
  }
  if (Array.isArray(value)) value.forEach(refuseWhatDevToolsLoses);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(refuseWhatDevToolsLoses);
}
