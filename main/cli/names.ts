/** How things are named on the command line. */
import type { MailpinApi } from '../../app/contract/api.ts';
import type { MailName } from '../../app/contract/mail-name.ts';
import type { AccountFacts } from '../../app/contract/status-views.ts';
import type { AccountId, MailId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';

/** A mail by its number in this profile, or by its Message-ID with or without angle brackets. */
export function mailNameOf(typed: string): MailName {
  return /^\d{1,15}$/.test(typed) ? { mailId: Number(typed) as MailId } : { messageId: typed };
}

/** A mail as a heading names it: by its number, which means one mail only, and by its Message-ID, which means it on every computer. */
export function mailWords({ id, messageId }: { readonly id: MailId; readonly messageId: string | null }): string {
  return messageId === null ? String(id) : `${id}  <${messageId}>`;
}

/** The id of an account named by its id or its address. Throws input.unknown-account. */
export async function accountIdOf(engine: MailpinApi, typed: string): Promise<AccountId> {
  return (await accountOf(engine, typed)).id;
}

/** The named account, or all there are. Throws input.unknown-account. */
export async function accountsMeant(engine: MailpinApi, typed: string | undefined): Promise<readonly AccountFacts[]> {
  return typed === undefined ? await engine.call('accounts.list', {}) : [await accountOf(engine, typed)];
}

/** An account named by its id or its address. Throws input.unknown-account. */
export async function accountOf(engine: MailpinApi, typed: string): Promise<AccountFacts> {
  const accounts = await engine.call('accounts.list', {});
  const wanted = typed.trim().toLowerCase();
  const found = accounts.find((account) => account.id === typed || account.address.toLowerCase() === wanted);
  if (found === undefined) throw new MailpinError('input.unknown-account', { account: typed });
  return found;
}
