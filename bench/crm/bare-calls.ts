/** The calls that put a mail on a card of EspoCRM, with nothing around them. */
import { ESPO_KEY } from '../../e2e/servers/crm/espocrm.ts';

/** Is the card there, is the mail there, its file, its import, its card. */
export const CALLS_A_MAIL = 5;
/** What the connector allows itself: so many calls in any second. */
const CALLS_A_SECOND = 300;

/** @returns how long they take one after another, or as long as the rate limit makes them take */
export async function bareCallsMs(
  url: string,
  mails: readonly { readonly raw: string; readonly leadId: string }[],
): Promise<number> {
  const startedAt = performance.now();
  for (const { raw, leadId } of mails) {
    await call(url, 'GET', `/Lead/${leadId}`);
    const messageId = /^Message-ID: (.*)$/m.exec(raw)?.[1]?.trim() ?? '';
    const where = { 'where[0][type]': 'equals', 'where[0][attribute]': 'messageId', 'where[0][value]': messageId };
    await call(url, 'GET', `/Email?${new URLSearchParams(where).toString()}`);
    const file = `data:message/rfc822;base64,${Buffer.from(raw).toString('base64')}`;
    const upload = { name: 'mail.eml', type: 'message/rfc822', role: 'Attachment', relatedType: 'Email' };
    const fileId = await call(url, 'POST', '/Attachment', { ...upload, field: 'attachments', file });
    const id = await call(url, 'POST', '/Email/importEml', { fileId });
    await call(url, 'PUT', `/Email/${id}`, { parentType: 'Lead', parentId: leadId });
  }
  const tookMs = performance.now() - startedAt;
  // The first second's share goes at once.
  const allowedMs = (mails.length * CALLS_A_MAIL * 1_000) / CALLS_A_SECOND - 1_000;
  return Math.max(tookMs, allowedMs);
}

async function call(url: string, method: string, path: string, body?: unknown): Promise<string> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'x-api-key': ESPO_KEY, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)}`);
  const answered = (await response.json()) as { readonly id?: string };
  return answered.id ?? '';
}
