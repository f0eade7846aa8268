import { MailpinError } from '../../../app/errors.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** What the JSON said; null for an empty answer, and for one that is no JSON. */
  readonly body: unknown;
  /** False for a page of a proxy, a portal or a web server in front of the CRM. An empty answer counts as JSON. */
  readonly isJson: boolean;
}

/** Larger answers are no page of cards. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * Reads an answer. A page of a proxy or a portal instead of the CRM's own JSON is not taken for its answer, half an answer neither.
 * Throws crm.wrong-address, crm.html-answer, crm.broken-answer, crm.protocol.
 */
export async function readAnswer(response: Response, host: string): Promise<HttpAnswer> {
  const { status, headers } = response;
  if (status >= 300 && status < 400) throw new MailpinError('crm.wrong-address', { host });
  if (Number(headers.get('content-length') ?? 0) > LARGEST_ANSWER_BYTES)
    throw new MailpinError('crm.protocol', { host });
  const text = await textOf(response, host);
  if (text.trim() === '') return { status, headers, body: null, isJson: true };
  try {
    return { status, headers, body: JSON.parse(text), isJson: true };
  } catch (error) {
    // An error that a gateway in front of the CRM made is still that error.
    if (status >= 400) return { status, headers, body: null, isJson: false };
    throw new MailpinError(/^\s*</.test(text) ? 'crm.html-answer' : 'crm.broken-answer', { host }, { cause: error });
  }
}

/** A connection that ends in the middle of an answer ends it too; a time that is up and an order taken back are no fault of the answer. */
async function textOf(response: Response, host: string): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) throw error;
    throw new MailpinError('crm.broken-answer', { host }, { cause: error });
  }
}
