/**
 * A private Dovecot on loopback, with TLS from an authority of its own, for tests and for trying things out by hand. Every
 * server has its own folder and ports, so tests run side by side. Works as root and as any other user. Knows no test runner.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeCertificates } from './dovecot-ca.ts';
import { dovecotConfig, type DovecotNamespaces, type MailFormat } from './dovecot-config.ts';
import { dovecotMail, type DovecotMail } from './dovecot-mail.ts';
import { freePort } from './dovecot-port.ts';
import { isGreeting } from './is-greeting.ts';

export type { MailFormat };

export interface DovecotOptions {
  /** Sign-in names with their passwords. */
  readonly users: Readonly<Record<string, string>>;
  /** What the certificate is good for; another name gives a certificate that does not match. */
  readonly certificateHosts?: readonly string[];
  readonly ssl?: 'required' | 'no';
  readonly format?: MailFormat;
  /** Mail that users begin with, in the format of the server. Its files are linked, so it stands on the same disk; what Dovecot writes on is copied. */
  readonly mailFolders?: Readonly<Record<string, string>>;
  /** Whether the server puts listening connections to sleep, as hosts of many mailboxes do: then it tells them of new mail at once. */
  readonly isHibernating?: boolean;
  /** As root: run every process as `nobody`, as on a machine without root. */
  readonly isUnprivileged?: boolean;
  /** Offers COMPRESS=DEFLATE. */
  readonly isCompressing?: boolean;
  /** Mailboxes of everybody besides the user's own; without it there are none. */
  readonly namespaces?: DovecotNamespaces;
  /** Keeps what clients say, for `commandsOf`. */
  readonly isRecording?: boolean;
}

/** A running server. `mail` puts messages in and takes them out the way another mail program would. */
export interface Dovecot {
  readonly host: 'localhost';
  /** TLS from the first byte. */
  readonly tlsPort: number;
  /** In the clear, with STARTTLS unless `ssl` is `no`. */
  readonly plainPort: number;
  /** PEM of the authority to trust. */
  readonly caFile: string;
  readonly mail: DovecotMail;
  /** Gives a mailbox another UIDVALIDITY, as a restored backup would; its mails keep their bytes. */
  changeUidValidity(user: string, mailbox: string): void;
  /** Writes the mail of a user in another format of Dovecot beside the first; gives the folder, which goes when the server stops. */
  copyMail(user: string, format: MailFormat): string;
  /** Stops and starts on the same ports with the same mail; every connection breaks. */
  restart(): Promise<void>;
  /** The lines that clients of a user said since they signed in, literals among them; only of a server that records. */
  commandsOf(user: string): readonly string[];
  /** What the server logged; for finding out why a test failed. */
  log(): string;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
/** Debian keeps the daemon in /usr/sbin, which is not on every user's path. */
const SERVER_PATH = '/usr/sbin:/usr/bin:/sbin:/bin';

/** Starts a server; resolves when it greets. Throws with the server's own log when it does not. */
export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  // Unix socket paths hold 107 bytes, so the folder's name stays short.
  const root = mkdtempSync(join(tmpdir(), 'mp-dc-'));
  chmodSync(root, 0o755);
  for (const folder of ['run', 'state', 'mail']) mkdirSync(join(root, folder));
  const certificates = makeCertificates(root, options.certificateHosts ?? ['localhost', '127.0.0.1']);
  const users = Object.entries(options.users).map(([user, password]) => `${user}:{PLAIN}${password}\n`);
  writeFileSync(join(root, 'users'), users.join(''));

  const isRoot = userInfo().uid === 0;
  const asNobody = isRoot && options.isUnprivileged === true;
  const isSingleUser = asNobody || !isRoot;
  const [mailUser, mailGroup] = asNobody ? ['nobody', 'nogroup'] : isRoot ? ['mail', 'mail'] : ownNames();
  const [tlsPort, plainPort] = [await freePort(), await freePort()];
  const ssl = options.ssl ?? 'required';
  const format = options.format ?? 'sdbox';
  const configFile = join(root, 'dovecot.conf');
  writeFileSync(
    configFile,
    dovecotConfig({
      ...{ root, tlsPort, plainPort, certificates, ssl, format, mailUser, mailGroup, isSingleUser },
      isCompressing: options.isCompressing === true,
      isRecording: options.isRecording === true,
      isHibernating: options.isHibernating === true,
      namespaces: options.namespaces ?? null,
    }),
  );
  for (const [user, folder] of Object.entries(options.mailFolders ?? {})) {
    mkdirSync(join(root, 'mail', user));
    linkMail(folder, join(root, 'mail', user, 'mail'));
  }
  if (options.isRecording === true) {
    for (const user of Object.keys(options.users)) {
      mkdirSync(join(root, 'raw', user), { recursive: true });
      chmodSync(join(root, 'raw', user), 0o777);
    }
  }
  if (isRoot) execFileSync('chown', ['-R', `${mailUser}:${mailGroup}`, asNobody ? root : join(root, 'mail')]);

  const dropPrivileges = asNobody ? ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', '--'] : [];
  const readLog = (): string => readFileSync(join(root, 'dovecot.log'), { encoding: 'utf8', flag: 'a+' });
  const start = (): Promise<ChildProcess> =>
    startServer([...dropPrivileges, 'dovecot', '-F', '-c', configFile], plainPort, readLog);
  let server = await start();
  const doveadm = (...args: readonly string[]): void => {
    const [program = '', ...all] = [...dropPrivileges, 'doveadm', '-c', configFile, ...args];
    execFileSync(program, all, { env: { PATH: SERVER_PATH }, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  let uidValidityChanges = 0;
  const mail = dovecotMail({
    port: ssl === 'required' ? tlsPort : plainPort,
    isTls: ssl === 'required',
    certificates,
    users: options.users,
  });

  return {
    host: 'localhost',
    tlsPort,
    plainPort,
    caFile: certificates.caFile,
    mail,
    changeUidValidity(user, mailbox) {
      uidValidityChanges += 1;
      const uidValidity = String(Math.floor(Date.now() / 1000) + 1000 * uidValidityChanges);
      doveadm('mailbox', 'update', '-u', user, '--uid-validity', uidValidity, mailbox);
    },
    copyMail(user, format) {
      const folder = join(root, 'mail', user, format);
      doveadm('backup', '-u', user, `${format}:${folder}`);
      return folder;
    },
    async restart() {
      await mail.close();
      await endServer(server);
      server = await start();
    },
    commandsOf: (user) => linesSaid(join(root, 'raw', user)),
    log: readLog,
    async stop() {
      await mail.close();
      await endServer(server);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Mails are never written again, indexes are. */
function linkMail(from: string, to: string): void {
  execFileSync('cp', ['-al', from, to]);
  for (const file of readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || !file.name.startsWith('dovecot')) continue;
    const path = join(file.parentPath, file.name);
    const content = readFileSync(path);
    rmSync(path);
    writeFileSync(path, content, { mode: 0o600 });
  }
}

/** Each line of a record begins with the time. */
function linesSaid(folder: string): readonly string[] {
  const records = readdirSync(folder).filter((name) => name.endsWith('.in'));
  return records.toSorted().flatMap((name) =>
    readFileSync(join(folder, name), 'latin1')
      .split('\r\n')
      .map((line) => line.replace(/^\d+\.\d+ /, '')),
  );
}

function ownNames(): [string, string] {
  return [userInfo().username, execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim()];
}

async function startServer(command: readonly string[], port: number, readLog: () => string): Promise<ChildProcess> {
  const [program = '', ...args] = command;
  const server = spawn(program, args, { env: { PATH: SERVER_PATH }, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  server.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  server.on('error', (error) => (complaint += `${error.message}. Is dovecot-imapd installed?`));
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (!(await isGreeting(port))) {
    if (server.pid === undefined || server.exitCode !== null || Date.now() > giveUpAt) {
      server.kill('SIGKILL');
      throw new Error(`Dovecot did not start: ${complaint}\n${readLog()}`);
    }
    await delay(10);
  }
  return server;
}

async function endServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGTERM');
  await exited;
}
