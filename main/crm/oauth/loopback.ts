/** Where the browser comes back to after somebody signed in at a CRM: a port of this computer. Source: RFC 8252 7.3, 8.3. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MailpinError } from '../../../app/errors.ts';

/** CRMs where an address has to be entered for an app take this one only. */
export const REGISTERED_PORT = 47_113;
export const REGISTERED_REDIRECT = `http://localhost:${String(REGISTERED_PORT)}/callback`;

export interface Loopback {
  /** What the CRM is told to send the browser to. */
  readonly redirectUri: string;
  close(): void;
}

/** What the browser brought, or null for what is not from the sign-in that is waited for. Returns the page that is shown. */
export type OnReturn = (query: URLSearchParams) => string | null;

/**
 * Waits for the browser. Answers only what comes to this computer under its own name, so that no page elsewhere can reach it by a name
 * that leads here. Throws crm.port-taken.
 *
 * @param registeredPort of the address that is entered at the CRM; null where any free port will do
 */
export async function openLoopback(registeredPort: number | null, onReturn: OnReturn): Promise<Loopback> {
  const server = createServer((request, response) => {
    const asked = URL.parse(request.url ?? '', 'http://localhost');
    const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(request.headers.host ?? '');
    const isReturn = isHere && request.method === 'GET' && asked?.pathname === '/callback';
    const page = isReturn ? onReturn(asked.searchParams) : null;
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', connection: 'close' };
    response.writeHead(page === null ? 404 : 200, { ...headers, 'content-security-policy': "default-src 'none'" });
    response.end(page ?? '');
  });
  await listen(server, registeredPort ?? 0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  // A browser may take `localhost` for either address; not every computer has the second.
  const second =
    registeredPort === null ? null : createServer((request, response) => server.emit('request', request, response));
  if (second !== null) await listen(second, port, '::1').catch(() => second.close());
  return {
    redirectUri: `http://${registeredPort === null ? '127.0.0.1' : 'localhost'}:${String(port)}/callback`,
    close() {
      for (const one of [server, second]) {
        one?.close();
        one?.closeIdleConnections();
      }
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new MailpinError('crm.port-taken', { port }, { cause })));
    server.listen(port, host, resolve);
  });
}
