import type { Input } from '../../app/contract/api.ts';
import { attachmentOf } from '../db/mail-facts.ts';
import type { MailDeps } from './deps.ts';
import { fetchAttachment } from './fetch-attachment.ts';
import { writeWholeFile } from './write-whole-file.ts';

/**
 * Fetches an attachment from wherever a copy of its mail still is, and stores it where the user said.
 * Throws input.unknown-mail, mail.gone, imap.*, archive.*, store.full, store.unwritable.
 */
export async function saveAttachment(
  deps: MailDeps,
  { mailId, part, path }: Input<'attachments.save'>,
  signal: AbortSignal,
): Promise<{ readonly sizeBytes: number }> {
  attachmentOf(deps.store.db, mailId, part);
  const bytes = await fetchAttachment(deps, mailId, part, signal);
  await writeWholeFile(path, bytes);
  return { sizeBytes: bytes.byteLength };
}
