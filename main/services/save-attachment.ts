import { writeFile } from 'node:fs/promises';
import type { Input } from '../../app/contract/api.ts';
import { MailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import { findAccount } from '../db/accounts.ts';
import { attachmentsOf } from '../db/mail-facts.ts';
import { placementsOf, type MailPlace } from '../db/placements.ts';
import type { MailDeps } from './deps.ts';
import { withSession } from './with-session.ts';

/**
 * Fetches an attachment from wherever a copy of its mail still is, and stores it where the user said.
 * Throws input.unknown-mail, mail.gone, imap.*, archive.*, store.full, store.unwritable.
 */
export async function saveAttachment(
  deps: MailDeps,
  { mailId, part, path }: Input<'attachments.save'>,
  signal: AbortSignal,
): Promise<{ readonly sizeBytes: number }> {
  if (!attachmentsOf(deps.store.db, mailId).some((attachment) => attachment.part === part)) {
    throw new MailpinError('input.unknown-mail', { mail: mailId });
  }
  const bytes = await fetchFromAny(deps, placementsOf(deps.store.db, mailId), part, signal);
  try {
    await writeFile(path, bytes);
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    throw new MailpinError(isFull ? 'store.full' : 'store.unwritable', { path }, { cause: error });
  }
  return { sizeBytes: bytes.byteLength };
}

/** The first copy that is still there; the mirror may not have heard yet that one is gone. */
async function fetchFromAny(
  deps: MailDeps,
  places: readonly MailPlace[],
  part: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  for (const place of places) {
    const account = findAccount(deps.store.db, place.accountId);
    if (account === null) continue;
    try {
      return await withSession(deps, account, signal, (session) => fetchPart(session, place, part));
    } catch (error) {
      const isElsewhere = error instanceof MailpinError && ['mail.gone', 'mailbox.gone'].includes(error.code);
      if (!isElsewhere) throw error;
    }
  }
  throw new MailpinError('mail.gone');
}

async function fetchPart(session: MailSession, place: MailPlace, part: string): Promise<Uint8Array> {
  const { uidValidity } = await session.openMailbox(place.path);
  // Under another UIDVALIDITY the UID names another mail, or none.
  if (uidValidity !== place.uidValidity) throw new MailpinError('mail.gone');
  return session.fetchAttachment(place.uid, part);
}
