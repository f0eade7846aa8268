import type { RuleChange, RuleOutcome, RulePreview } from '../../app/contract/rules-views.ts';
import type { Text } from '../../resources/text.ts';
import type { Answer, Context } from './command.ts';
import { headline } from './thread-words.ts';

/** What every command takes that changes the rules. */
export const RULE_OPTIONS = { preview: { type: 'boolean' }, yes: { type: 'boolean' } } as const;
export const RULE_FORM = '[--preview | --yes]';

interface RuleOptions {
  readonly preview?: boolean | undefined;
  readonly yes?: boolean | undefined;
}

/** Shows what a change of the rules would do, or makes it. Throws input.unconfirmed-change when it has to be seen first. */
export async function ruleAnswer(context: Context, change: RuleChange, options: RuleOptions): Promise<Answer> {
  const { text } = context;
  const engine = await context.engine();
  if (options.preview === true) {
    const preview = await engine.call('rules.preview', { change });
    return { document: preview, lines: () => previewLines(text, preview) };
  }
  const outcome = await engine.call('rules.change', { change, isConfirmed: options.yes === true });
  return { document: outcome, lines: () => outcomeLines(text, outcome) };
}

function previewLines(text: Text, preview: RulePreview): string[] {
  const { mailCount, leavingCount, joiningCount, askingCount, removedCount, protectedCount, mails, needsGo } = preview;
  const counts = { mails: mailCount, leaving: leavingCount, joining: joiningCount };
  return [
    text.format('cli.rules.preview', counts),
    ...(askingCount > 0 ? [text.format('cli.rules.asking', { count: askingCount })] : []),
    ...(protectedCount > 0 ? [text.format('cli.rules.protected', { count: protectedCount })] : []),
    ...(removedCount > 0 ? [text.format('cli.rules.removed', { count: removedCount })] : []),
    ...mails.map(({ mailId, subject, from, joins, leaves }) => {
      const marks = [...leaves.map((name) => `- ${name}`), ...joins.map((name) => `+ ${name}`)].join(', ');
      return `  ${mailId}  ${from.name}: ${headline(text, subject)}${marks === '' ? '' : `  (${marks})`}`;
    }),
    text.format(needsGo ? 'cli.rules.confirm' : 'cli.rules.nothing-changed'),
  ];
}

function outcomeLines(text: Text, { actionId, relinkedCount, removedCount }: RuleOutcome): string[] {
  return [
    ...(relinkedCount > 0 || removedCount === 0 ? [text.format('cli.rules.done', { count: relinkedCount })] : []),
    ...(removedCount > 0 ? [text.format('cli.rules.were-removed', { count: removedCount })] : []),
    ...(actionId === null ? [] : [text.format('cli.rules.undo', { action: actionId })]),
  ];
}
