import type { MailContent } from '../../../app/domain/mail.ts';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { MboxSettings } from '../../../app/domain/account.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { ListedMailbox, MailSource } from '../../../app/ports.ts';
import { archiveSource } from '../archive/archive-session.ts';
import { withUids } from '../archive/archive-uid.ts';
import type { Archive } from '../archive/archive.ts';
import { isMissing, toArchiveError } from '../archive/file-errors.ts';
import { assignRoles } from '../mailbox-role.ts';
import { mboxIndex } from './mbox-index.ts';
import { readMboxMail } from './mbox-mail.ts';

/** RFC 4155, appendix A: the separator line before each mail. */
const MBOX_BEGINNING = 'From ';

/** Mail in mbox files (RFC 4155): one file, which is the Inbox, or a folder of files, each a mailbox by its name. */
export function mboxSource({ path }: MboxSettings): MailSource<MailContent> {
  return archiveSource(mboxArchive(path));
}

interface MboxFile {
  readonly path: string;
  readonly file: string;
}

function mboxArchive(root: string): Archive {
  const index = mboxIndex();
  /** Files of mailboxes, filled whenever they are listed. */
  const files = new Map<string, string>();

  const list = async (): Promise<readonly MboxFile[]> => {
    try {
      const found = (await stat(root)).isDirectory() ? await filesIn(root) : await loneFile(root);
      if (found.length === 0) throw new MailpinError('archive.unreadable', { path: root });
      files.clear();
      for (const { path, file } of found) files.set(path, file);
      return found;
    } catch (error) {
      throw toArchiveError(error, root);
    }
  };

  return {
    async listMailboxes() {
      return rolesOf(await list());
    },
    async listMails(path) {
      const file = (await list()).find((one) => one.path === path)?.file;
      if (file === undefined) throw new MailpinError('mailbox.gone', { mailbox: path });
      try {
        return withUids(await index.entriesOf(file)).map((entry) => ({
          uid: entry.uid,
          isSeen: entry.isSeen,
          sizeBytes: entry.end - entry.start,
          arrivedAt: (entry.arrivedSeconds * 1000) as UnixMs,
          read: () => readMboxMail(file, entry),
        }));
      } catch (error) {
        throw isMissing(error) ? new MailpinError('mailbox.gone', { mailbox: path }) : toArchiveError(error, file);
      }
    },
    watchedPaths(path) {
      const file = files.get(path);
      return file === undefined ? [] : [file];
    },
  };
}

/** A lone mailbox is the Inbox, whatever it is called: the user pointed at it. */
function rolesOf(files: readonly MboxFile[]): readonly ListedMailbox[] {
  const [only] = files;
  if (files.length === 1 && only !== undefined) return [{ path: only.path, role: 'inbox' }];
  return assignRoles(files.map(({ path }) => ({ path, separator: '/', specialUse: null })));
}

/** Empty where the file is something else; an empty file is a mailbox without mail. */
async function loneFile(file: string): Promise<readonly MboxFile[]> {
  const beginning = await beginningOf(file);
  return beginning === '' || beginning === MBOX_BEGINNING ? [{ path: nameOf(file), file }] : [];
}

/** Files that begin as an mbox does; empty ones are mailboxes without mail. Thunderbird's indexes and other files are passed over. */
async function filesIn(folder: string): Promise<readonly MboxFile[]> {
  const found: MboxFile[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    if (entry.isFile() && !entry.name.startsWith('.') && (await isMbox(file))) found.push({ path: nameOf(file), file });
  }
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function nameOf(file: string): string {
  const name = basename(file).replace(/\.(?:mbox|mbx)$/i, '');
  return name.toUpperCase() === 'INBOX' ? 'INBOX' : name;
}

async function isMbox(file: string): Promise<boolean> {
  const beginning = await beginningOf(file);
  return beginning === '' ? !/\.\w+$/.test(file) : beginning === MBOX_BEGINNING;
}

async function beginningOf(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(MBOX_BEGINNING.length), 0, MBOX_BEGINNING.length, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
