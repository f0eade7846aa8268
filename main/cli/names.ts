/** How things are named on the command line. */
import type { MailpinApi } from '../../app/contract/api.ts';
import type { MailName } from '../../app/contract/queries.ts';
import type { AccountId, MailId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';

/** A mail by its number in this profile, or by its Message-ID with or without angle brackets. */
export function mailNameOf(typed: string): MailName {
  return /^\d{1,15}$/.test(typed) ? { mailId: Number(typed) as MailId } : { messageId: typed };
}

/** How to name a mail so that `mailNameOf` finds it, also on another computer. Tables show the shorter number instead. */
export function nameOfMail(mail: { readonly messageId: string | null; readonly mailId: MailId }): string {
  return mail.messageId === null ? String(mail.mailId) : `<${mail.messageId}>`;
}

/** The id of an account named by its id or its address. Throws input.unknown-account. */
export async function accountIdOf(engine: MailpinApi, typed: string): Promise<AccountId> {
  const accounts = await engine.call('accounts.list', {});
  const wanted = typed.trim().toLowerCase();
  const found = accounts.find((account) => account.id === typed || account.address.toLowerCase() === wanted);
  if (found === undefined) throw new MailpinError('input.unknown-account', { account: typed });
  return found.id;
}
