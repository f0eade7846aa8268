/**
 * A private Cyrus IMAP server on loopback, from the unpacked packages in .ci/cyrus. It has what Dovecot lacks (OBJECTID, ACL, QUOTA)
 * and answers many things in other words. Every server has its own folder and ports.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeCertificates } from './dovecot-ca.ts';
import { dovecotMail, type DovecotMail } from './dovecot-mail.ts';
import { freePort } from './dovecot-port.ts';
import { isGreeting } from './is-greeting.ts';

const HOME = join(import.meta.dirname, '..', '..', '.ci', 'cyrus');
const PROGRAMS = join(HOME, 'usr', 'lib', 'cyrus', 'bin');
const ENV = {
  PATH: `${PROGRAMS}:/usr/sbin:/usr/bin:/sbin:/bin`,
  LD_LIBRARY_PATH: ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'].map((path) => join(HOME, path)).join(':'),
  SASL_PATH: join(HOME, 'usr/lib/x86_64-linux-gnu/sasl2'),
};
const START_TIMEOUT_MS = 20_000;
/** Sign-in names are addresses here; the default domain must be another one, or theirs is cut off. */
const DOMAIN = 'cyrus.test';

/** False where its packages could not be had; see .ci/setup/cyrus.mjs. */
export const hasCyrus = existsSync(join(PROGRAMS, 'master'));

export interface Cyrus {
  readonly host: 'localhost';
  readonly tlsPort: number;
  readonly caFile: string;
  readonly mail: DovecotMail;
  /** Sign-in name of a user of this server. */
  userName(user: string): string;
  stop(): Promise<void>;
}

/** Starts a server; resolves when it greets. */
export async function startCyrus(users: Readonly<Record<string, string>>): Promise<Cyrus> {
  const root = mkdtempSync(join(tmpdir(), 'mp-cy-'));
  chmodSync(root, 0o755);
  for (const folder of ['conf', 'spool', 'run', 'run/proc', 'run/lock', 'run/socket']) mkdirSync(join(root, folder));
  const certificates = makeCertificates(root, ['localhost', '127.0.0.1']);
  const tlsPort = await freePort();
  writeFileSync(join(root, 'imapd.conf'), imapdConfig(root, certificates));
  writeFileSync(join(root, 'cyrus.conf'), cyrusConfig(root, tlsPort));
  for (const [user, password] of Object.entries(users)) {
    const args = ['-p', '-c', '-f', join(root, 'sasldb2'), '-u', DOMAIN, user];
    execFileSync(join(HOME, 'usr', 'sbin', 'saslpasswd2'), args, { env: ENV, input: password });
  }
  const isRoot = userInfo().uid === 0;
  const runAs = isRoot ? 'mail' : userInfo().username;
  if (isRoot) execFileSync('chown', ['-R', 'mail:mail', root]);
  const args = ['-C', join(root, 'imapd.conf'), '-M', join(root, 'cyrus.conf'), '-p', join(root, 'master.pid'), '-D'];
  const server = spawn(join(PROGRAMS, 'master'), args, { env: { ...ENV, CYRUS_USER: runAs }, stdio: 'ignore' });
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (!(await isGreeting(tlsPort, certificates.caFile))) {
    if (server.exitCode !== null || Date.now() > giveUpAt) {
      server.kill('SIGKILL');
      throw new Error('Cyrus did not start');
    }
    await delay(20);
  }
  const userName = (user: string): string => `${user}@${DOMAIN}`;
  const named = Object.fromEntries(Object.entries(users).map(([user, password]) => [userName(user), password]));
  const mail = dovecotMail({ port: tlsPort, isTls: true, certificates, users: named });
  return {
    host: 'localhost',
    tlsPort,
    caFile: certificates.caFile,
    mail,
    userName,
    async stop() {
      await mail.close();
      if (server.exitCode === null) {
        const exited = once(server, 'exit');
        server.kill('SIGTERM');
        await exited;
      }
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function imapdConfig(root: string, certificates: { readonly certFile: string; readonly keyFile: string }): string {
  return `configdirectory: ${root}/conf
proc_path: ${root}/run/proc
mboxname_lockpath: ${root}/run/lock
defaultpartition: default
partition-default: ${root}/spool
altnamespace: yes
unixhierarchysep: yes
virtdomains: userid
defaultdomain: internal.invalid
allowplaintext: no
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: ${root}/sasldb2
sasl_mech_list: PLAIN LOGIN
tls_server_cert: ${certificates.certFile}
tls_server_key: ${certificates.keyFile}
tls_session_timeout: 0
lmtpsocket: ${root}/run/socket/lmtp
idlesocket: ${root}/run/socket/idle
notifysocket: ${root}/run/socket/notify
autocreate_quota: 0
autocreate_post: yes
autocreate_inbox_folders: Drafts|Sent|Trash|Spam|Archive
autocreate_subscribe_folders: Drafts|Sent|Trash|Spam|Archive
xlist-drafts: Drafts
xlist-sent: Sent
xlist-trash: Trash
xlist-junk: Spam
xlist-archive: Archive
conversations: 1
imapidlepoll: 1
servername: localhost
`;
}

function cyrusConfig(root: string, tlsPort: number): string {
  const service = (program: string, more = ''): string => `${PROGRAMS}/${program} -C ${root}/imapd.conf${more}`;
  return `START {
  recover cmd="${service('ctl_cyrusdb', ' -r')}"
  idled cmd="${service('idled')}"
}
SERVICES {
  imaps cmd="${service('imapd', ' -s -U 200')}" listen="127.0.0.1:${String(tlsPort)}" prefork=1 maxchild=50
}
EVENTS {
  checkpoint cmd="${service('ctl_cyrusdb', ' -c')}" period=30
}
`;
}
