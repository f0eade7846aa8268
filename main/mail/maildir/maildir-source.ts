import type { MailContent } from '../../../app/domain/mail.ts';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MaildirSettings } from '../../../app/domain/account.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { MailSource } from '../../../app/ports.ts';
import { archiveSource } from '../archive/archive-session.ts';
import { withUids, type Unnumbered } from '../archive/archive-uid.ts';
import type { Archive, ArchivedMail } from '../archive/archive.ts';
import { isMissing, toArchiveError } from '../archive/file-errors.ts';
import { assignRoles } from '../mailbox-role.ts';
import { listMaildirs, type MaildirFolder } from './maildir-folders.ts';
import { parseFileName } from './maildir-name.ts';

/** A file of `cur` or `new`. */
interface MaildirFile extends Unnumbered {
  readonly path: string;
  readonly isSeen: boolean;
  readonly sizeBytes: number;
}

/** Mail in a Maildir, one file a mail (https://cr.yp.to/proto/maildir.html); `new` counts as unseen. */
export function maildirSource({ path: root }: MaildirSettings): MailSource<MailContent> {
  return archiveSource(maildirArchive(root));
}

function maildirArchive(root: string): Archive {
  const folders = async (): Promise<readonly MaildirFolder[]> => {
    try {
      const found = await listMaildirs(root);
      if (found.length === 0) throw new MailpinError('archive.unreadable', { path: root });
      return found;
    } catch (error) {
      throw toArchiveError(error, root);
    }
  };
  /** Paths of mailboxes, filled whenever they are listed. */
  const directories = new Map<string, string>();

  return {
    async listMailboxes() {
      const found = await folders();
      for (const { path, directory } of found) directories.set(path, directory);
      return assignRoles(found);
    },
    async listMails(path) {
      const directory = (await folders()).find((folder) => folder.path === path)?.directory;
      if (directory === undefined) throw new MailpinError('mailbox.gone', { mailbox: path });
      const files = [...(await listFiles(directory, 'new')), ...(await listFiles(directory, 'cur'))];
      // A mail that is moved from new to cur while we look is seen twice under one unique name.
      const unique = [...new Map(files.map((file) => [file.identity, file])).values()];
      return withUids(unique).map((file) => toArchivedMail(file, directory));
    },
    watchedPaths(path) {
      const directory = directories.get(path);
      return directory === undefined ? [] : [join(directory, 'cur'), join(directory, 'new')];
    },
  };
}

async function listFiles(directory: string, part: 'cur' | 'new'): Promise<readonly MaildirFile[]> {
  const files: MaildirFile[] = [];
  for (const name of await namesIn(join(directory, part))) {
    if (name.startsWith('.')) continue;
    const path = join(directory, part, name);
    const facts = await factsOf(path);
    // An empty file is one that is still being written.
    if (facts === null || facts.sizeBytes === 0) continue;
    const { uniqueName, arrivedSeconds, isSeen } = parseFileName(name);
    files.push({
      path,
      identity: uniqueName,
      arrivedSeconds: arrivedSeconds ?? facts.modifiedSeconds,
      isSeen: part === 'cur' && isSeen,
      sizeBytes: facts.sizeBytes,
    });
  }
  return files;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw toArchiveError(error, folder);
  }
}

/** Null when the file has gone, or is a folder. */
async function factsOf(path: string): Promise<{ sizeBytes: number; modifiedSeconds: number } | null> {
  try {
    const facts = await stat(path);
    return facts.isFile() ? { sizeBytes: facts.size, modifiedSeconds: Math.floor(facts.mtimeMs / 1000) } : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw toArchiveError(error, path);
  }
}

function toArchivedMail(file: MaildirFile & Pick<ArchivedMail, 'uid'>, directory: string): ArchivedMail {
  const { uid, isSeen, sizeBytes, path, identity } = file;
  const arrivedAt = (file.arrivedSeconds * 1000) as UnixMs;
  return { uid, isSeen, sizeBytes, arrivedAt, read: () => readMail(path, directory, identity) };
}

/** Other programs rename the file when a flag changes; then it is found again by its unique name. */
async function readMail(path: string, directory: string, uniqueName: string): Promise<Uint8Array | null> {
  const bytes = await bytesOf(path);
  if (bytes !== null) return bytes;
  for (const part of ['cur', 'new']) {
    const names = await namesIn(join(directory, part));
    const renamed = names.find((name) => parseFileName(name).uniqueName === uniqueName);
    if (renamed !== undefined) return await bytesOf(join(directory, part, renamed));
  }
  return null;
}

async function bytesOf(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw toArchiveError(error, path);
  }
}
