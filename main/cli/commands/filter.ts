import {
  LIMIT_FILTERS,
  type AllowTarget,
  type AllowanceView,
  type FilterName,
} from '../../../app/contract/rules-views.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import { FILTERS } from '../../../app/domain/link.ts';
import { MailpinError } from '../../../app/errors.ts';
import { command, type Context } from '../command.ts';
import { mailNameOf } from '../names.ts';
import { limitOf, oneOf } from '../option-values.ts';
import { RULE_FORM, RULE_OPTIONS, ruleAnswer } from '../rule-answer.ts';
import { ruledMailLines } from '../ruled-mail-lines.ts';
import { table } from '../table.ts';

const NAMES: readonly FilterName[] = [...FILTERS, ...LIMIT_FILTERS];

export const filterList = command({
  name: 'filter list',
  forms: [''],
  summary: 'cli.command.filter-list',
  options: {},
  operands: [0, 0],
  async run({ engine, text, out, host }) {
    const view = await (await engine()).call('filters.get', { since: startOfDay(host.now()) });
    const rows = view.filters.map(({ filter, count, sinceCount }) => [
      filter,
      text.format(`cli.filter.${filter}`, { count: 1 }),
      String(sinceCount),
      String(count),
    ]);
    return {
      document: view,
      lines: () => [
        ...table(
          [
            { title: text.format('cli.column.filter') },
            { title: text.format('cli.column.holds'), isFlexible: true },
            { title: text.format('cli.column.today'), align: 'right' },
            { title: text.format('cli.column.total'), align: 'right' },
          ],
          rows,
          out.columns,
        ),
        ...(view.allowed.length === 0 ? [] : ['', text.format('cli.filter.allowed')]),
        ...view.allowed.map((one) => `  ${allowanceWords(one)}`),
      ],
    };
  },
});

export const filterShow = command({
  name: 'filter show',
  forms: ['NAME [--limit N]'],
  summary: 'cli.command.filter-show',
  options: { limit: { type: 'string' } },
  operands: [1, 1],
  async run(context, { options, operands: [typed = ''] }) {
    const filter = oneOf(context, 'NAME', NAMES, typed);
    const limit = limitOf(context, options.limit);
    const page = await (await context.engine()).call('filters.mails', { filter, limit });
    return { document: page, lines: () => ruledMailLines(context, page) };
  },
});

const TARGET_OPTIONS = {
  'list-id': { type: 'string' },
  mail: { type: 'string' },
  thread: { type: 'string' },
} as const;
const TARGET_FORMS = ['ADDRESS|DOMAIN', '--list-id ID', '--mail MAIL', '--thread MAIL'];

export const filterAllow = command({
  name: 'filter allow',
  forms: TARGET_FORMS.map((form) => `${form} ${RULE_FORM}`),
  summary: 'cli.command.filter-allow',
  options: { ...RULE_OPTIONS, ...TARGET_OPTIONS },
  operands: [0, 1],
  async run(context, { options, operands: [typed] }) {
    const { mail, thread } = options;
    const targets: AllowTarget[] = [];
    if (typed !== undefined) targets.push({ kind: kindOf(typed), value: typed });
    if (options['list-id'] !== undefined) targets.push({ kind: 'list', value: options['list-id'] });
    if (mail !== undefined) targets.push({ kind: 'mail', mail: mailNameOf(mail) });
    if (thread !== undefined) targets.push({ kind: 'thread', mail: mailNameOf(thread) });
    const [target, another] = targets;
    if (target === undefined || another !== undefined) throw context.usage('cli.usage.one-target');
    return ruleAnswer(context, { kind: 'allow', target }, options);
  },
});

export const filterDisallow = command({
  name: 'filter disallow',
  forms: [`ADDRESS|DOMAIN|LIST-ID|NUMBER ${RULE_FORM}`],
  summary: 'cli.command.filter-disallow',
  options: RULE_OPTIONS,
  operands: [1, 1],
  async run(context, { options, operands: [typed = ''] }) {
    const found = await allowanceMeant(context, typed);
    return ruleAnswer(context, { kind: 'disallow', allowanceId: found.id }, options);
  },
});

function kindOf(typed: string): 'address' | 'domain' {
  return typed.lastIndexOf('@') > 0 ? 'address' : 'domain';
}

/** By what is let through, or by the number in the list. */
async function allowanceMeant(context: Context, typed: string): Promise<AllowanceView> {
  const { allowed } = await (await context.engine()).call('filters.get', { since: context.host.now() });
  const wanted = typed
    .trim()
    .toLowerCase()
    .replace(/^[@<]|>$/g, '');
  const found = allowed.find(({ id, value }) => String(id) === wanted || value.toLowerCase() === wanted);
  if (found === undefined) throw new MailpinError('input.unknown-entry', { entry: typed });
  return found;
}

function allowanceWords({ id, kind, value, mailCount }: AllowanceView): string {
  return `${id}  ${kind}  ${value}  ${mailCount}`;
}

/** Midnight where the user is. */
function startOfDay(now: UnixMs): UnixMs {
  return new Date(now).setHours(0, 0, 0, 0) as UnixMs;
}
