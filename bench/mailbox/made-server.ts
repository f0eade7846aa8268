import { existsSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startDovecot, type Dovecot, type MailFormat } from '../../e2e/servers/dovecot.ts';
import { madeMaildir } from './made-maildir.ts';

export interface MadeServer {
  readonly server: Dovecot;
  /** Of the mails as the server sends them. */
  readonly sizeBytes: number;
}

interface Wanted {
  readonly mails: number;
  /** How the server keeps the mails. */
  readonly format: MailFormat;
  readonly user: string;
  readonly password: string;
  /** Whether it puts listening connections to sleep. */
  readonly isHibernating: boolean;
}

/**
 * A server with the made mails. Dovecot itself writes them in its own format, once, beside the Maildir they come from.
 *
 * @param tell told what takes long
 */
export async function startMadeServer(
  { mails, format, user, password, isHibernating }: Wanted,
  tell: (text: string) => void,
): Promise<MadeServer> {
  const { path: maildir, sizeBytes } = madeMaildir(mails, (done) => tell(`${String(done)} mails made`));
  const users = { [user]: password };
  const start = (kept: MailFormat, folder: string): Promise<Dovecot> =>
    startDovecot({ users, format: kept, mailFolders: { [user]: folder }, isHibernating });
  if (format === 'maildir') return { server: await start('maildir', maildir), sizeBytes };
  const own = join(dirname(maildir), format);
  if (!existsSync(own)) {
    tell("the mails in the server's own format");
    const writer = await start('maildir', maildir);
    try {
      renameSync(writer.copyMail(user, format), own);
    } finally {
      await writer.stop();
    }
  }
  return { server: await start(format, own), sizeBytes };
}
