import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import type { Dovecot } from '../../e2e/servers/dovecot.ts';

/** A bare IMAP connection that does nothing but listen: what it hears is when the server says that mail came. */
export interface IdleListener {
  /** Resolves with the time of the next announcement, as `performance.now()` tells it. */
  nextExists(): Promise<number>;
  close(): void;
}

/** Source: RFC 2177. */
export async function listenByIdle(server: Dovecot, user: string, password: string): Promise<IdleListener> {
  const socket = connect({ host: server.host, port: server.tlsPort, ca: readFileSync(server.caFile) });
  let heard = '';
  let wake = (): void => undefined;
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    heard += text;
    wake();
  });
  const until = async (pattern: RegExp): Promise<void> => {
    while (!pattern.test(heard)) await new Promise<void>((resolve) => (wake = resolve));
    heard = '';
  };
  const say = async (line: string, answer: RegExp): Promise<void> => {
    socket.write(`${line}\r\n`);
    await until(answer);
  };
  await until(/^\* OK/);
  await say(`a LOGIN "${user}" "${password}"`, /^a OK/m);
  await say('b SELECT INBOX', /^b OK/m);
  await say('c IDLE', /^\+/m);
  return {
    async nextExists() {
      await until(/^\* \d+ EXISTS/m);
      return performance.now();
    },
    close: () => socket.destroy(),
  };
}
