import type { ImportChoice } from '../../app/domain/account.ts';
import type { Day, UnixMs } from '../../app/domain/ids.ts';
import { NEWEST_COUNT } from '../../app/rules/import-choice.ts';
import type { Context } from './command.ts';

const FORM = /^(?<kind>everything|newest|since|new)(?::(?<value>\S+))?$/;

/** `everything`, `newest` or `newest:500`, `since` (12 months) or `since:2025-11-22`, `new`. Throws input.usage. */
export function importChoiceFrom(context: Context, typed: string): ImportChoice {
  const groups = FORM.exec(typed)?.groups;
  const value = groups?.['value'];
  const refusal = context.usage('cli.usage.import', { given: typed });
  switch (groups?.['kind']) {
    case 'everything':
    case 'new':
      if (value !== undefined) throw refusal;
      return { kind: groups['kind'] };
    case 'newest': {
      const count = value === undefined ? NEWEST_COUNT : /^\d{1,6}$/.test(value) ? Number(value) : 0;
      if (count < 1 || count > 100_000) throw refusal;
      return { kind: 'newest', count };
    }
    case 'since':
      if (value === undefined) return { kind: 'since', day: aYearBefore(context.host.now()) };
      if (!isDay(value)) throw refusal;
      return { kind: 'since', day: value };
    case undefined:
    default:
      throw refusal;
  }
}

export function aYearBefore(now: UnixMs): Day {
  const day = new Date(now);
  day.setUTCFullYear(day.getUTCFullYear() - 1);
  return day.toISOString().slice(0, 10) as Day;
}

/** A day that the calendar has: `2025-02-30` is none. */
function isDay(text: string): text is Day {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
