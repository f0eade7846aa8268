import type { ImportChoice } from '../../app/domain/account.ts';
import type { Uid } from '../../app/domain/ids.ts';
import type { MailboxStatus, MailSession } from '../../app/ports.ts';
import { outsideChoice } from '../../app/rules/import-choice.ts';

/**
 * Mails of the open mailbox that a choice leaves at the server; asks for UIDs only. Throws imap.*, archive.*.
 *
 * @param knownCount see `MailboxContent`
 */
export async function uidsOutside(
  session: MailSession,
  choice: ImportChoice,
  { uidNext }: Pick<MailboxStatus, 'uidNext'>,
  knownCount: number,
): Promise<readonly Uid[]> {
  if (choice.kind === 'everything') return [];
  // What came after the mailbox was opened is new mail, and read in any case.
  const listed = (await session.listUids()).filter((uid) => uid < uidNext);
  const since = choice.kind === 'since' ? await session.listUidsSince(choice.day) : [];
  return outsideChoice(choice, { listed, since, knownCount });
}
