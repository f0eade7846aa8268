import type { UnixMs } from '../../app/domain/ids.ts';
import type { Context } from './command.ts';

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A time as people type it: `90m`, `1h`, `2d`, `3w` ago, or a date with or without a time. Throws input.usage. */
export function sinceOf({ host, usage }: Pick<Context, 'host' | 'usage'>, typed: string): UnixMs {
  const ago = /^(?<count>\d{1,5})(?<unit>[mhdw])$/.exec(typed.trim());
  if (ago?.groups !== undefined) {
    const { count, unit } = ago.groups;
    return (host.now() - Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS]) as UnixMs;
  }
  // A bare date means its midnight here, not in Greenwich (ECMA-262 21.4.1.32 reads it as UTC).
  const written = /^\d{4}-\d\d-\d\d$/.test(typed) ? `${typed}T00:00` : typed;
  const at = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(written.replace(' ', 'T'))
    ? Date.parse(written.replace(' ', 'T'))
    : NaN;
  if (Number.isNaN(at)) throw usage('cli.usage.since', { given: typed });
  return Math.max(0, at) as UnixMs;
}
