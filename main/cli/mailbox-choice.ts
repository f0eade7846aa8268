import type { AccountFacts, MailboxFacts } from '../../app/contract/status-views.ts';
import { mailboxName } from './account-words.ts';
import type { Answer, Context } from './command.ts';
import { accountsMeant } from './names.ts';

/** What `mailbox add` and `mailbox remove` have in common. */
export const MAILBOX_CHOICE = {
  forms: ['PATH [--account ID]'],
  options: { account: { type: 'string' } },
  operands: [1, 1],
} as const;

interface Given {
  readonly options: { readonly account?: string | undefined };
  readonly operands: readonly string[];
}

/** Has a mailbox read, or not any more. The account need not be said where there is one only, or one only has such a mailbox. */
export async function chooseFromCommandLine(
  context: Context,
  { options, operands: [typed = ''] }: Given,
  isRead: boolean,
): Promise<Answer> {
  const { text } = context;
  const engine = await context.engine();
  const accounts = await accountsMeant(engine, options.account);
  const having = accounts.filter((account) => pathOf(context, account, typed) !== null);
  const [account, ...others] = having.length > 0 ? having : accounts;
  if (account === undefined) throw context.usage('cli.usage.no-account');
  if (others.length > 0) throw context.usage('cli.usage.which-account');
  const path = pathOf(context, account, typed) ?? typed;
  await engine.call('mailboxes.choose', { accountId: account.id, mailbox: path, isRead });
  const said = isRead ? 'cli.mailbox.added' : 'cli.mailbox.removed';
  return {
    document: { accountId: account.id, path, isRead },
    lines: () => [text.format(said, { mailbox: path, address: account.address })],
  };
}

/** A mailbox by its path, with or without capitals, or by the name that lists give it; null when the account is not known to have it. */
function pathOf({ text }: Context, { mailboxes }: AccountFacts, typed: string): string | null {
  const wanted = typed.toLowerCase();
  const isMeant = (mailbox: MailboxFacts): boolean =>
    mailbox.path.toLowerCase() === wanted || mailboxName(text, mailbox).toLowerCase() === wanted;
  return (mailboxes.find(({ path }) => path === typed) ?? mailboxes.find(isMeant))?.path ?? null;
}
