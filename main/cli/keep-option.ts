import { MOST_MONTHS } from '../../app/domain/text-keeping.ts';
import type { Context } from './command.ts';

/** `all`, or a period such as `1y`, `18m`, `2 years`, `6 months`; in months, null for always. Throws input.usage. */
export function monthsFrom(context: Pick<Context, 'usage'>, operands: readonly string[]): number | null {
  const typed = operands.join(' ').toLowerCase();
  if (/^(all|always|everything)$/.test(typed)) return null;
  const [, number = '', unit = ''] = /^(\d{1,3}) ?(y|year|years|m|month|months)$/.exec(typed) ?? [];
  const months = Number(number) * (unit.startsWith('y') ? 12 : 1);
  if (unit === '' || months < 1 || months > MOST_MONTHS) {
    throw context.usage('cli.usage.keep', { most: MOST_MONTHS / 12, given: typed });
  }
  return months;
}
