import type { Input } from '../../app/contract/api.ts';
import type { OpenedMail } from '../../app/contract/opened-mail-views.ts';
import { MailpinError } from '../../app/errors.ts';
import { attachmentOf, mailFactsById } from '../db/mail-facts.ts';
import type { MailDeps } from './deps.ts';
import { withCopy } from './with-copy.ts';

/**
 * Fetches a mail within a mail and reads it, where all mail is read: beside the engine. Nothing of it is stored.
 * Throws input.unknown-mail, input.not-a-mail, mail.gone, mail.unparsable, imap.*, archive.*.
 */
export async function openAttachedMail(
  deps: MailDeps,
  { mailId, part }: Input<'attachments.open'>,
  signal: AbortSignal,
): Promise<OpenedMail> {
  const { mediaType } = attachmentOf(deps.store.db, mailId, part);
  if (!/^message\/(?:rfc822|global)$/.test(mediaType)) throw new MailpinError('input.not-a-mail', { path: part });
  const arrivedAt = mailFactsById(deps.store.db, mailId)?.sentAt ?? deps.clock.now();
  const mail = await withCopy(deps, mailId, signal, ({ session, uid }) => session.readAttached(uid, part, arrivedAt));
  const { subject, participants, sentAt, isDateGuessed, kind, text, html, attachments } = mail;
  return {
    ...{ subject, participants, sentAt, isDateGuessed, kind, text, html },
    attachments: attachments.map((one) => ({ ...one, part: `${part}.${one.part}` })),
  };
}
