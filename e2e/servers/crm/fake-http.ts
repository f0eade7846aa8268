/** What the stand-ins for CRMs share: a server on loopback that counts what it is asked and fails as it is told to. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** What the JSON said; null for an empty request, and for one that is no JSON. */
  readonly body: unknown;
  /** Fields and files of a form; null for any other request. */
  readonly form: FormData | null;
}
export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON, a text as it is. */
  readonly body?: unknown;
}

/** A failure to come: instead of the work, or after it took effect. `cut` breaks the connection without an answer. */
export interface Fault {
  readonly when: 'before' | 'after';
  readonly answer: FakeAnswer | 'cut';
  /** Requests it is meant for; all when left out. */
  readonly method?: string;
  readonly path?: RegExp;
}

export type FaultChoice = (request: Pick<FakeRequest, 'method' | 'path'>) => Fault | undefined;

export interface FakeHttp {
  readonly url: string;
  /** Requests so far, as `GET /v2/leads`. */
  readonly requests: readonly string[];
  /** The next requests fail like this, one fault each. */
  fail(...faults: readonly Fault[]): void;
  /** Asked about every request that has arrived whole and has had no effect yet: whether it fails, and how. */
  failBy(choose: FaultChoice): void;
  stop(): Promise<void>;
}

export async function fakeHttp(answer: (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>): Promise<FakeHttp> {
  const requests: string[] = [];
  const faults: Fault[] = [];
  let chosen: FaultChoice = () => undefined;
  const server = createServer((incoming, outgoing) => {
    void respond(incoming).then((answered) => {
      if (answered === 'cut') {
        incoming.socket.destroy();
        return;
      }
      const { status, headers = {}, body } = answered;
      const isText = typeof body === 'string';
      outgoing.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
      outgoing.end(body === undefined ? undefined : isText ? body : JSON.stringify(body));
    });
  });

  async function respond(incoming: IncomingMessage): Promise<FakeAnswer | 'cut'> {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://fake');
    const method = incoming.method ?? 'GET';
    requests.push(`${method} ${pathname}`);
    const request = {
      method,
      path: pathname,
      query: searchParams,
      headers: incoming.headers,
      ...(await bodyOf(incoming)),
    };
    const at = faults.findIndex((fault) => (fault.method ?? method) === method && (fault.path?.test(pathname) ?? true));
    const fault = at < 0 ? chosen(request) : faults.splice(at, 1)[0];
    if (fault?.when === 'before') return fault.answer;
    const answered = await answer(request);
    return fault?.when === 'after' ? fault.answer : answered;
  }

  server.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    requests,
    fail: (...more) => void faults.push(...more),
    failBy: (choose) => void (chosen = choose),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Pick<FakeRequest, 'body' | 'form'>> {
  const sent = await buffer(incoming);
  const type = incoming.headers['content-type'] ?? '';
  if (/^(?:multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) {
    return {
      body: null,
      form: await new Response(new Uint8Array(sent), { headers: { 'content-type': type } }).formData(),
    };
  }
  const isJson = sent.length > 0 && type.startsWith('application/json');
  return { body: isJson ? (JSON.parse(sent.toString()) as unknown) : null, form: null };
}
