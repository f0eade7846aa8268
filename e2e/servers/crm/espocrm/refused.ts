import type { FakeAnswer } from '../fake-http.ts';

/** EspoCRM says why in a header, and has a body only where a translation goes with it. Source: Espo/Core/Api/ErrorOutput. */
export function refused(status: number, reason: string, body?: unknown): FakeAnswer {
  const headers = reason === '' ? {} : { 'x-status-reason': reason };
  return body === undefined ? { status, headers } : { status, headers, body };
}
