/** What others make of the same mailbox: mbsync copies it, mu and notmuch index the copy. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dovecot } from '../e2e/servers/dovecot.ts';

export interface Peers {
  /** Each resolves to how long the program ran, in ms. Throws with what it complained of. */
  mbsync(): Promise<number>;
  muIndex(): Promise<number>;
  notmuchNew(): Promise<number>;
}

/** @param folder empty; holds the copy, the indexes and the programs' settings */
export function peersIn(folder: string, server: Dovecot, user: string, password: string): Peers {
  const mail = join(folder, 'mail');
  mkdirSync(mail, { recursive: true });
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, LANG: 'C.UTF-8' };
  const run = (...command: readonly [string, ...string[]]): Promise<number> => timed(command, env);
  const settings = join(folder, 'mbsyncrc');
  writeFileSync(settings, mbsyncSettings(mail, server, user, password));
  chmodSync(settings, 0o600);
  writeFileSync(join(folder, '.notmuch-config'), `[database]\npath=${mail}\n[user]\nprimary_email=${user}\n`);
  let isMuReady = false;
  return {
    mbsync: () => run('mbsync', '-q', '-c', settings, 'bench'),
    async muIndex() {
      if (!isMuReady) await run('mu', 'init', '--quiet', `--maildir=${mail}`, `--my-address=${user}`);
      isMuReady = true;
      return run('mu', 'index', '--quiet');
    },
    notmuchNew: () => run('notmuch', 'new', '--quiet'),
  };
}

/** As a user would write it: every mail of Inbox and Sent, pulled; the rest as the program comes. */
function mbsyncSettings(mail: string, server: Dovecot, user: string, password: string): string {
  return `IMAPAccount bench
Host ${server.host}
Port ${String(server.tlsPort)}
User ${user}
Pass ${password}
SSLType IMAPS
CertificateFile ${server.caFile}

IMAPStore server
Account bench

MaildirStore copy
Path ${mail}/
Inbox ${mail}/INBOX
SubFolders Verbatim

Channel bench
Far :server:
Near :copy:
Patterns INBOX Sent
Create Near
Sync Pull
SyncState *
`;
}

function timed([program, ...args]: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(performance.now() - startedAt);
      else reject(new Error(`${program} ended with ${String(code)}: ${complaint}`));
    });
  });
}
