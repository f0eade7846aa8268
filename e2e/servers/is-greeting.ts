import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Whether an IMAP server answers on a loopback port. @param caFile for a server that speaks TLS from the first byte */
export function isGreeting(port: number, caFile: string | null = null): Promise<boolean> {
  return new Promise((resolve) => {
    const socket =
      caFile === null
        ? connect(port, '127.0.0.1')
        : connectTls({ port, host: '127.0.0.1', servername: 'localhost', ca: readFileSync(caFile) });
    socket.once('data', (greeting: Buffer) => {
      socket.destroy();
      resolve(greeting.toString().startsWith('* OK'));
    });
    socket.once('error', () => resolve(false));
    socket.once('end', () => resolve(false));
  });
}
