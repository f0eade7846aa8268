/** The servers that the same promises are held on: real ones, and ours with and without extensions. For tests. */
import type { ImapSettings } from '../../app/domain/account.ts';
import { hasCyrus, startCyrus } from './cyrus.ts';
import type { DovecotMail } from './dovecot-mail.ts';
import { startDovecot } from './dovecot.ts';
import { startPlainImap, type PlainImapOptions } from './plain-imap.ts';
import { startWire } from './wire.ts';

/** The password of the one account. */
const PASSWORD = 'correct horse';

/** A server with one account, and what another program does to its mail. Paths are Inbox, Sent and Archive. */
export interface TestServer {
  readonly reached: Partial<ImapSettings> & Pick<ImapSettings, 'port' | 'user'>;
  append(path: string, raw: string): Promise<number>;
  expunge(path: string, uid: number): Promise<void>;
  see(path: string, uid: number): Promise<void>;
  move(from: string, uid: number, to: string): Promise<void>;
  /** Most connections that were open at once. */
  readonly mostConnections: () => number;
  stop(): Promise<void>;
}

export interface ServerKind {
  readonly name: string;
  readonly isThere: boolean;
  readonly start: () => Promise<TestServer>;
}

export const SERVER_KINDS: readonly ServerKind[] = [
  { name: 'Dovecot', isThere: true, start: dovecot },
  { name: 'Cyrus', isThere: hasCyrus, start: cyrus },
  { name: 'a server without extensions', isThere: true, start: () => ours({}) },
  {
    name: 'a server that knows IDLE and allows two connections',
    isThere: true,
    start: () => ours({ capabilities: ['IDLE', 'MOVE', 'UIDPLUS'], maxConnections: 2 }),
  },
  {
    name: 'a server that allows one connection',
    isThere: true,
    start: () => ours({ capabilities: ['IDLE'], maxConnections: 1 }),
  },
];

async function dovecot(): Promise<TestServer> {
  const server = await startDovecot({ users: { sally: PASSWORD }, ssl: 'no' });
  const wire = await startWire(server.plainPort);
  return {
    ...overImap(server.mail, 'sally'),
    reached: { port: wire.port, user: 'sally' },
    mostConnections: wire.mostConnections,
    async stop() {
      wire.close();
      await server.stop();
    },
  };
}

async function cyrus(): Promise<TestServer> {
  const server = await startCyrus({ sally: PASSWORD });
  const wire = await startWire(server.tlsPort);
  const user = server.userName('sally');
  return {
    ...overImap(server.mail, user),
    reached: { port: wire.port, user, host: 'localhost', security: 'tls', caFile: server.caFile },
    mostConnections: wire.mostConnections,
    async stop() {
      wire.close();
      await server.stop();
    },
  };
}

function overImap(mail: DovecotMail, user: string): Omit<TestServer, 'reached' | 'mostConnections' | 'stop'> {
  return {
    append: (mailbox, raw) => mail.append(user, { raw, mailbox }),
    expunge: (path, uid) => mail.expunge(user, path, [uid]),
    see: (path, uid) => mail.addFlags(user, path, [uid], ['\\Seen']),
    move: (from, uid, to) => mail.move(user, from, [uid], to),
  };
}

async function ours(options: Omit<PlainImapOptions, 'users' | 'mailboxes'>): Promise<TestServer> {
  const users = { sally: PASSWORD };
  const server = await startPlainImap({ ...options, users, mailboxes: [{ path: 'Archive' }, { path: 'Trash' }] });
  const done = Promise.resolve();
  return {
    reached: { port: server.port, user: 'sally' },
    append: (path, raw) => Promise.resolve(server.deliver(path, { raw })),
    expunge: (path, uid) => done.then(() => server.expunge(path, uid)),
    see: (path, uid) => done.then(() => server.addFlag(path, uid, '\\Seen')),
    move: (from, uid, to) => done.then(() => server.move(from, uid, to)),
    mostConnections: server.mostConnections,
    stop: () => server.stop(),
  };
}
