import type { BlocklistView } from '../../../app/contract/rules-views.ts';
import type { BlockMode } from '../../../app/domain/policy.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { TextKey } from '../../../resources/text.ts';
import { command, type Context } from '../command.ts';
import { limitOf } from '../option-values.ts';
import { RULE_FORM, RULE_OPTIONS, ruleAnswer } from '../rule-answer.ts';
import { ruledMailLines } from '../ruled-mail-lines.ts';
import { table } from '../table.ts';

export const block = command({
  name: 'block',
  forms: [`ADDRESS|DOMAIN|CARD [--keep-past] ${RULE_FORM}`],
  summary: 'cli.command.block',
  options: { ...RULE_OPTIONS, 'keep-past': { type: 'boolean' } },
  operands: [1, 1],
  run: (context, { options, operands: [who = ''] }) =>
    ruleAnswer(
      context,
      { kind: 'list', mode: 'blocked', who, past: options['keep-past'] === true ? 'keep' : 'remove' },
      options,
    ),
});

export const protect = command({
  name: 'protect',
  forms: [`ADDRESS|DOMAIN|CARD ${RULE_FORM}`],
  summary: 'cli.command.protect',
  options: RULE_OPTIONS,
  operands: [1, 1],
  run: (context, { options, operands: [who = ''] }) =>
    ruleAnswer(context, { kind: 'list', mode: 'protected', who, past: 'keep' }, options),
});

export const unblock = unlist('unblock', 'blocked', 'cli.command.unblock');
export const unprotect = unlist('unprotect', 'protected', 'cli.command.unprotect');

export const blocklistList = command({
  name: 'blocklist list',
  forms: [''],
  summary: 'cli.command.blocklist-list',
  options: {},
  operands: [0, 0],
  async run({ engine, text, out }) {
    const entries = await (await engine()).call('blocklist.list', {});
    return {
      document: entries,
      lines: () =>
        entries.length === 0
          ? [text.format('cli.blocklist.none')]
          : table(
              [
                { title: text.format('cli.column.who'), isFlexible: true },
                { title: text.format('cli.column.state') },
                { title: text.format('cli.column.mails'), align: 'right' },
                { title: text.format('cli.column.held'), align: 'right' },
                { title: text.format('cli.column.not-kept'), align: 'right' },
              ],
              entries.map((entry) => [
                entry.cardId === null ? entry.name : `${entry.name} (${entry.cardId})`,
                text.format('cli.blocklist.mode', { mode: entry.mode }),
                String(entry.mailCount),
                String(entry.heldCount),
                String(entry.notKeptCount),
              ]),
              out.columns,
            ),
    };
  },
});

export const blocklistShow = command({
  name: 'blocklist show',
  forms: ['ADDRESS|DOMAIN|CARD [--limit N]'],
  summary: 'cli.command.blocklist-show',
  options: { limit: { type: 'string' } },
  operands: [1, 1],
  async run(context, { options, operands: [who = ''] }) {
    const entry = await entryMeant(context, who, null);
    const limit = limitOf(context, options.limit);
    const page = await (await context.engine()).call('blocklist.mails', { entryId: entry.id, limit });
    return { document: { entry, ...page }, lines: () => ruledMailLines(context, page) };
  },
});

function unlist(name: string, mode: BlockMode, summary: TextKey) {
  return command({
    name,
    forms: [`ADDRESS|DOMAIN|CARD ${RULE_FORM}`],
    summary,
    options: RULE_OPTIONS,
    operands: [1, 1],
    async run(context, { options, operands: [who = ''] }) {
      const entry = await entryMeant(context, who, mode);
      return ruleAnswer(context, { kind: 'unlist', entryId: entry.id }, options);
    },
  });
}

/** An entry by the address or domain it was made with, by its card, or by its name. Throws input.unknown-entry. */
async function entryMeant(context: Context, typed: string, mode: BlockMode | null): Promise<BlocklistView> {
  const wanted = typed
    .trim()
    .toLowerCase()
    .replace(/^(?:\*\.|@)/, '')
    .replace(/^.*<(.*)>$/, '$1');
  const entries = await (await context.engine()).call('blocklist.list', {});
  const found = entries.find(
    (entry) =>
      (mode === null || entry.mode === mode) &&
      (entry.name.toLowerCase() === wanted ||
        entry.cardId?.toLowerCase() === wanted ||
        entry.cardId?.toLowerCase().endsWith(`:${wanted}`) === true),
  );
  if (found === undefined) throw new MailpinError('input.unknown-entry', { entry: typed });
  return found;
}
