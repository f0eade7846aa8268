import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startDovecot, type Dovecot } from '../../../e2e/servers/dovecot.ts';
import { startWire } from '../../../e2e/servers/wire.ts';
import type { MailSession } from '../../../app/ports.ts';
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

/** A session over a line that is dead from now on, though both ends stay open. */
async function frozenSession(): Promise<MailSession> {
  const wire = await startWire(server.tlsPort);
  onTestFinished(() => wire.close());
  const session = await connectTo(server, { user: 'frozen', port: wire.port });
  onTestFinished(() => session.close());
  await session.openMailbox('INBOX');
  wire.freeze();
  return session;
}

test('a line that died without a word is noticed within 2 minutes, and not before the server was asked', async () => {
  const session = await frozenSession();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { keepAliveMs, answerMs } = IMAP_TIMEOUTS;
  expect(keepAliveMs + answerMs).toBeLessThan(120_000);
  let code: string | null = null;
  const told = codeOf(session.waitForChange(new AbortController().signal)).then((said) => (code = said));
  await vi.advanceTimersByTimeAsync(keepAliveMs - 1);
  expect(code).toBeNull();
  await vi.advanceTimersByTimeAsync(1 + answerMs);
  expect(await told).toBe('imap.timeout');
});

test('a line that died in the middle of a question is noticed by its silence', async () => {
  const wire = await startWire(server.tlsPort);
  onTestFinished(() => wire.close());
  expect(IMAP_TIMEOUTS.silenceMs).toBeLessThan(120_000);
  const timeouts = { ...IMAP_TIMEOUTS, silenceMs: 2_000 };
  const session = await connectTo(server, { user: 'frozen', port: wire.port }, PASSWORD, undefined, timeouts);
  onTestFinished(() => session.close());
  await session.openMailbox('INBOX');
  wire.freeze();
  expect(await codeOf(session.listUids())).toBe('imap.timeout');
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
