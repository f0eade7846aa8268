import type { DeletionFacts } from '../../../app/contract/account-views.ts';
import type { Text } from '../../../resources/text.ts';
import { askLine } from '../ask-line.ts';
import { command } from '../command.ts';
import { accountOf } from '../names.ts';
import { bytesWords } from '../space-words.ts';

export const accountDelete = command({
  name: 'account delete',
  forms: ['ID [--confirm ADDRESS]', 'ID --counts'],
  summary: 'cli.command.account-delete',
  options: { confirm: { type: 'string' }, counts: { type: 'boolean' } },
  operands: [1, 1],
  async run(context, { options, operands: [typed = ''] }) {
    const { text, host, out } = context;
    const engine = await context.engine();
    const { id, address } = await accountOf(engine, typed);
    const facts = await engine.call('accounts.deletion', { accountId: id });
    if (options.counts === true) return { document: facts, lines: () => deletionLines(text, facts) };
    const isAsked = options.confirm === undefined && host.stdin.isTTY === true && !out.isJson;
    if (isAsked) out.lines(deletionLines(text, facts));
    const confirmation = isAsked
      ? await askLine(host, text.format('cli.deletion.ask', { address }))
      : (options.confirm ?? '');
    const report = await engine.call('accounts.delete', { accountId: id, confirmation });
    return {
      document: { accountId: id, ...report },
      lines: () => [
        text.format('cli.deletion.done', {
          address,
          mails: report.mailCount,
          before: bytesWords(text, report.bytesBefore),
          after: bytesWords(text, report.bytesAfter),
        }),
      ],
    };
  },
});

/** What goes and what stays. */
function deletionLines(text: Text, facts: DeletionFacts): string[] {
  return [
    text.format('cli.deletion.goes', {
      address: facts.address,
      mails: facts.mailCount,
      attachments: facts.attachmentCount,
      mailboxes: facts.mailboxCount,
      size: bytesWords(text, facts.textBytes),
    }),
    ...(facts.onCardCount > 0 ? [text.format('cli.deletion.on-cards', { count: facts.onCardCount })] : []),
    ...(facts.unsentCount > 0 ? [text.format('cli.deletion.unsent', { count: facts.unsentCount })] : []),
    ...(facts.sharedCount > 0 ? [text.format('cli.deletion.shared', { count: facts.sharedCount })] : []),
    text.format('cli.deletion.stays', { decisions: facts.decisionCount, lines: facts.ledgerCount }),
  ];
}
