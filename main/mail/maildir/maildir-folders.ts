import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../archive/file-errors.ts';
import type { NamedMailbox } from '../mailbox-role.ts';
import { decodeMailboxName } from './mailbox-name.ts';

export interface MaildirFolder extends NamedMailbox {
  readonly directory: string;
}

/** Levels of plain folders below the top; Maildir++ has all of its in one. */
const MAX_DEPTH = 4;

/**
 * Finds the mailboxes of a tree: the top itself is INBOX when it is a Maildir, `.Sent.2026` below it is `Sent.2026` (Maildir++), and
 * plain folders that are Maildirs (`Inbox`, `Sent/2026`, as mbsync and offlineimap make them) go by their names.
 */
export async function listMaildirs(root: string): Promise<readonly MaildirFolder[]> {
  const found: MaildirFolder[] = [];
  const visit = async (directory: string, names: readonly string[]): Promise<void> => {
    const isTop = names.length === 0;
    const entries = isTop ? await readdir(directory, { withFileTypes: true }) : await entriesIn(directory);
    const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map(({ name }) => name);
    if (folders.includes('cur') || folders.includes('new'))
      found.push(toFolder(directory, isTop ? 'INBOX' : names.join('/'), '/'));
    for (const name of folders.toSorted()) {
      const child = join(directory, name);
      if (isTop && name.startsWith('.') && name.length > 1 && (await isMaildir(child))) {
        found.push(toFolder(child, decodeMailboxName(name.slice(1)), '.'));
      } else if (!/^(?:cur|new|tmp|\..*)$/.test(name) && names.length < MAX_DEPTH) {
        await visit(child, [...names, decodeMailboxName(name)]);
      }
    }
  };
  await visit(root, []);
  return found;
}

function toFolder(directory: string, path: string, separator: string): MaildirFolder {
  return { directory, path: path.toUpperCase() === 'INBOX' ? 'INBOX' : path, separator, specialUse: null };
}

async function isMaildir(directory: string): Promise<boolean> {
  const entries = await entriesIn(directory);
  return entries.some((entry) => (entry.name === 'cur' || entry.name === 'new') && entry.isDirectory());
}

/** Nothing where a link leads to a file or nowhere: it is not a mailbox, and says nothing about those beside it. */
async function entriesIn(directory: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
