import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDovecot, type Dovecot } from '../../../e2e/servers/dovecot.ts';
import { toMailpinError } from '../../../app/errors.ts';
import { IMAP_TIMEOUTS } from './connect-options.ts';
import { connectTo, PASSWORD } from '../testing/imap-sessions.ts';

const raw = 'From: ana@globex.example\r\nSubject: hello\r\n\r\nHello\r\n';
let server: Dovecot;

beforeAll(async () => {
  const users = ['arrival', 'flag', 'expunge', 'early', 'abort', 'again', 'restart', 'frozen'];
  server = await startDovecot({ users: Object.fromEntries(users.map((user) => [user, PASSWORD])) });
});
afterAll(() => server.stop());

test.each<[string, string, (one: number) => Promise<unknown>]>([
  ['a mail arrives', 'arrival', () => server.mail.append('arrival', { raw })],
  ['a mail is read elsewhere', 'flag', (one) => server.mail.addFlags('flag', 'INBOX', [one], ['\\Seen'])],
  ['a mail is deleted elsewhere', 'expunge', (one) => server.mail.expunge('expunge', 'INBOX', [one])],
])('the server says by itself that %s', async (_what, user, change) => {
  const one = await server.mail.append(user, { raw });
  const session = await connectTo(server, { user });
  await session.openMailbox('INBOX');
  const told = session.waitForChange(new AbortController().signal);
  await change(one);
  await told;
  await session.close();
});

test('a change between opening and waiting is not missed', async () => {
  const session = await connectTo(server, { user: 'early' });
  await session.openMailbox('INBOX');
  await server.mail.append('early', { raw });
  await session.listUids();
  await session.waitForChange(new AbortController().signal);
  await session.close();
});

test('waiting ends with the signal, and the session can go on', async () => {
  const session = await connectTo(server, { user: 'abort' });
  await session.openMailbox('INBOX');
  const cancel = new AbortController();
  const told = session.waitForChange(cancel.signal);
  cancel.abort();
  await told;
  expect(await session.listUids()).toEqual([]);
  await session.close();
});

test('one can wait again after a change', async () => {
  const session = await connectTo(server, { user: 'again' });
  for (const count of [1, 2, 3]) {
    await session.openMailbox('INBOX');
    const told = session.waitForChange(new AbortController().signal);
    await server.mail.append('again', { raw });
    await told;
    expect((await session.openMailbox('INBOX')).messageCount).toBe(count);
  }
  await session.close();
});

test('a connection that breaks while waiting is told, and closing it is no error', async () => {
  const session = await connectTo(server, { user: 'restart' });
  await session.openMailbox('INBOX');
  const told = session.waitForChange(new AbortController().signal);
  const failed = expect(codeOf(told)).resolves.toMatch(/^imap\.(?:unreachable|refused)$/);
  await server.restart();
  await failed;
  await session.close();
});

test('a connection that dies without a word is noticed', async () => {
  const wire = await freezableWire(server.tlsPort);
  try {
    const timeouts = { ...IMAP_TIMEOUTS, silenceMs: 300 };
    const session = await connectTo(server, { user: 'frozen', port: wire.port }, PASSWORD, undefined, timeouts);
    await session.openMailbox('INBOX');
    const told = session.waitForChange(new AbortController().signal);
    wire.freeze();
    expect(await codeOf(told)).toMatch(/^imap\.(?:timeout|unreachable)$/);
    await session.close();
  } finally {
    wire.close();
  }
});

/** Code of the failure; empty when there was none. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return '';
  } catch (error) {
    return toMailpinError(error).code;
  }
}

/** A way to the server on which bytes can be made to stop while the connections stay open. */
async function freezableWire(port: number): Promise<{ port: number; freeze(): void; close(): void }> {
  const sockets: Socket[] = [];
  const relay = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => socket.destroy());
    sockets.push(near, far);
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  return {
    port: (relay.address() as AddressInfo).port,
    freeze: () => sockets.forEach((socket) => socket.unpipe().pause()),
    close: () => {
      relay.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}
