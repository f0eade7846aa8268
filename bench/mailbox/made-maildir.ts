import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeMail } from '../../resources/sample/compose-mime.ts';
import { madeMails } from './made-mails.ts';

export interface MadeMaildir {
  readonly path: string;
  readonly mailCount: number;
  /** Of the mails as the server sends them. */
  readonly sizeBytes: number;
}

/** Rises when other mail is made, so that nobody measures with an old mailbox. */
const VERSION = 5;

/**
 * A Maildir++ of made mail, Inbox at the top and Sent beside it. It stays in the temporary folder and is made only once; who needs
 * to change it takes a copy.
 *
 * @param tell told how many are written
 */
export function madeMaildir(mailCount: number, tell: (done: number) => void): MadeMaildir {
  const path = join(tmpdir(), `mailpin-made-${String(VERSION)}-${String(mailCount)}`);
  const factsFile = join(path, 'made.json');
  if (!existsSync(factsFile)) {
    rmSync(path, { recursive: true, force: true });
    const making = `${path}.making`;
    rmSync(making, { recursive: true, force: true });
    const sizeBytes = writeMails(making, mailCount, tell);
    writeFileSync(join(making, 'made.json'), JSON.stringify({ sizeBytes }));
    renameSync(making, path);
  }
  const { sizeBytes } = JSON.parse(readFileSync(factsFile, 'utf8')) as { readonly sizeBytes: number };
  return { path: join(path, 'mail'), mailCount, sizeBytes };
}

const TELL_EVERY = 5_000;

/** The names tell both sizes, as Dovecot's own do, so that no reader has to count line ends first. */
function writeMails(path: string, mailCount: number, tell: (done: number) => void): number {
  for (const mailbox of ['.', '.Sent']) {
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(path, 'mail', mailbox, part), { recursive: true });
  }
  let sizeBytes = 0;
  let done = 0;
  for (const { mailbox, isSeen, mail } of madeMails(mailCount)) {
    const raw = composeMail(mail);
    const stored = Buffer.from(raw.replaceAll('\r\n', '\n'), 'latin1');
    const arrivedSeconds = Math.floor(mail.date.getTime() / 1000);
    const sizes = `S=${String(stored.length)},W=${String(raw.length)}`;
    const name = `${String(arrivedSeconds)}.M${String(done)}P1.made,${sizes}:2,${isSeen ? 'S' : ''}`;
    writeFileSync(join(path, 'mail', mailbox === 'sent' ? '.Sent' : '.', 'cur', name), stored);
    sizeBytes += raw.length;
    done += 1;
    if (done % TELL_EVERY === 0) tell(done);
  }
  return sizeBytes;
}
