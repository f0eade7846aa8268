import type { MailboxFacts } from '../../../app/contract/status-views.ts';
import { toMailpinError } from '../../../app/errors.ts';
import { errorWords } from '../../../resources/locales/error-words.ts';
import { mailboxName } from '../account-words.ts';
import { command } from '../command.ts';
import { accountsMeant } from '../names.ts';
import { table } from '../table.ts';

export const mailboxList = command({
  name: 'mailbox list',
  forms: ['[--account ID]'],
  summary: 'cli.command.mailbox-list',
  options: { account: { type: 'string' } },
  operands: [0, 0],
  async run(context, { options }) {
    const { text, out } = context;
    const engine = await context.engine();
    const accounts = await accountsMeant(engine, options.account);
    const looks = await Promise.all(
      accounts.map(async (account) => {
        try {
          const mailboxes = await engine.call('mailboxes.look', { accountId: account.id });
          return { accountId: account.id, mailboxes, error: null };
        } catch (thrown) {
          // What was known before is still worth showing, with the reason why it may be old.
          const { code, details } = toMailpinError(thrown);
          return { accountId: account.id, mailboxes: account.mailboxes, error: { code, details } };
        }
      }),
    );
    const number = (value: number | null): string => (value === null ? '' : text.format('cli.number', { value }));
    const rowOf = (mailbox: MailboxFacts): readonly string[] => [
      text.format(
        mailbox.isMirrored ? 'cli.mailbox.read' : mailbox.isChoosable ? 'cli.mailbox.not-read' : 'cli.mailbox.never',
      ),
      mailboxName(text, mailbox),
      mailbox.path,
      number(mailbox.serverCount),
      mailbox.isMirrored ? number(mailbox.mirroredCount) : '',
    ];
    const columns = [
      { title: text.format('cli.column.is-read') },
      { title: text.format('cli.column.mailbox'), isFlexible: true },
      { title: text.format('cli.column.path'), isFlexible: true },
      { title: text.format('cli.column.at-server'), align: 'right' as const },
      { title: text.format('cli.column.here'), align: 'right' as const },
    ];
    return {
      document: looks,
      isFailed: looks.some(({ error }) => error !== null),
      lines: () =>
        looks.length === 0
          ? [text.format('cli.account.none')]
          : looks.flatMap(({ accountId, mailboxes, error }) => [
              accountId,
              ...(error === null ? [] : [errorWords(text.format, error).what]),
              ...(mailboxes.length === 0
                ? [text.format('cli.mailbox.none')]
                : table(columns, mailboxes.map(rowOf), out.columns)),
              '',
            ]),
    };
  },
});
