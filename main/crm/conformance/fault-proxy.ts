/** A line to a CRM that fails as it is told to: so a real server can be tried with failures that it does not make itself. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A failure to come: instead of the request, or after it took effect. `cut` breaks the connection without an answer. */
export interface LineFault {
  readonly when: 'before' | 'after';
  readonly answer: FaultAnswer | 'cut' | 'silence';
  /** Meant for requests that change something, or for all. */
  readonly hits: 'writes' | 'all';
  /** How many requests it meets; one when left out. */
  readonly times?: number;
}
export interface FaultAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
export interface Faults {
  fail(...faults: readonly LineFault[]): void;
  /** Faults that no request has met yet are called off. */
  heal(): void;
}
export interface FaultProxy extends Faults {
  /** Stands for the address of the CRM. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Which requests change something at a CRM: where reading is a POST too, the path or the body says it. */
export type IsWrite = (method: string, path: string, body: string) => boolean;

const HOP_HEADERS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'content-encoding',
  'keep-alive',
]);

export async function faultProxy(target: string, isWrite: IsWrite): Promise<FaultProxy> {
  const base = new URL(target);
  let faults: { fault: LineFault; left: number }[] = [];
  const server = createServer((incoming, outgoing) => {
    void respond(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const fault = take(isWrite(incoming.method ?? 'GET', incoming.url ?? '/', body.toString()));
    if (fault?.when === 'before') {
      fail(fault, incoming, outgoing);
      return;
    }
    const answer = await pass(incoming, body);
    if (fault !== null) {
      await answer.arrayBuffer();
      fail(fault, incoming, outgoing);
      return;
    }
    outgoing.writeHead(answer.status, onlyOwn([...answer.headers]));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  }

  function pass(incoming: IncomingMessage, body: Buffer): Promise<Response> {
    const { method = 'GET', url = '/' } = incoming;
    const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const);
    return fetch(base.origin + url, {
      method,
      redirect: 'manual',
      headers: onlyOwn(headers),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
  }

  function take(isWriting: boolean): LineFault | null {
    const found = faults.find(({ fault }) => fault.hits === 'all' || isWriting);
    if (found === undefined) return null;
    found.left -= 1;
    if (found.left <= 0) faults = faults.filter((one) => one !== found);
    return found.fault;
  }

  server.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const path = base.pathname.replace(/\/$/, '');
  return {
    url: `http://127.0.0.1:${String(port)}${path}`,
    fail: (...more) => void faults.push(...more.map((fault) => ({ fault, left: fault.times ?? 1 }))),
    heal: () => {
      faults = [];
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function fail({ answer }: LineFault, incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (answer === 'silence') return;
  if (answer === 'cut') {
    incoming.socket.destroy();
    return;
  }
  const { status, headers = {}, body = '' } = answer;
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
  outgoing.end(body);
}

function onlyOwn(headers: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(headers.filter(([name]) => !HOP_HEADERS.has(name.toLowerCase())));
}
