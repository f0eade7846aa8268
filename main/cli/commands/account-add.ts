import { NEWEST_COUNT } from '../../../app/rules/import-choice.ts';
import { mailboxName } from '../account-words.ts';
import { command, type Answer, type Context } from '../command.ts';
import { aYearBefore, importChoiceFrom } from '../import-option.ts';
import { passwordFrom, settingsFrom, SOURCE_OPTIONS } from '../source-options.ts';
import { table } from '../table.ts';
import type { AddAccount } from '../../../app/contract/commands.ts';
import type { Day } from '../../../app/domain/ids.ts';

export const accountAdd = command({
  name: 'account add',
  forms: [
    'ADDRESS --imap HOST[:PORT] [--security tls|starttls|none] [--user NAME] [--ca FILE] [--import CHOICE] [--password-stdin]',
    'ADDRESS --maildir DIR [--import CHOICE]',
    'ADDRESS --mbox PATH [--import CHOICE]',
    'ADDRESS … --counts [--import CHOICE]',
  ],
  summary: 'cli.command.account-add',
  options: {
    ...SOURCE_OPTIONS,
    import: { type: 'string' },
    counts: { type: 'boolean' },
    'password-stdin': { type: 'boolean' },
  },
  operands: [1, 1],
  async run(context, { options, operands: [address = ''] }) {
    const settings = settingsFrom(context, address, options);
    const importChoice = options.import === undefined ? undefined : importChoiceFrom(context, options.import);
    const password = settings.kind === 'imap' ? await passwordFrom(context, address, options['password-stdin']) : null;
    const account = { address, settings, password };
    if (options.counts === true) {
      const day = importChoice?.kind === 'since' ? importChoice.day : aYearBefore(context.host.now());
      return countsAnswer(context, account, day, importChoice?.kind === 'newest' ? importChoice.count : NEWEST_COUNT);
    }
    const engine = await context.engine();
    const accountId = await engine.call('accounts.add', { ...account, isChecked: true, importChoice });
    return {
      document: { accountId },
      lines: () => [context.text.format('cli.account.added', { address })],
    };
  },
});

/** What each import choice would read; nothing is connected. */
async function countsAnswer(
  context: Context,
  account: Pick<AddAccount, 'address' | 'settings' | 'password'>,
  day: Day,
  newestCount: number,
): Promise<Answer> {
  const { text, out } = context;
  const counts = await (await context.engine()).call('accounts.count', { ...account, day, newestCount });
  const number = (value: number): string => text.format('cli.number', { value });
  const rowOf = (name: string, { everything, newest, since }: typeof counts | (typeof counts.mailboxes)[number]) => [
    name,
    number(everything),
    number(newest),
    number(since),
  ];
  const columns = [
    { title: text.format('cli.column.mailbox'), isFlexible: true },
    { title: text.format('cli.import.everything'), align: 'right' as const },
    { title: text.format('cli.import.newest', { count: newestCount }), align: 'right' as const },
    { title: text.format('cli.import.since', { day }), align: 'right' as const },
  ];
  const rows = [
    ...counts.mailboxes.map((mailbox) => rowOf(mailboxName(text, mailbox), mailbox)),
    rowOf(text.format('cli.import.all-mailboxes'), counts),
  ];
  return { document: counts, lines: () => [...table(columns, rows, out.columns), text.format('cli.import.how')] };
}
