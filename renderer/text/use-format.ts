import { useMemo } from 'react';
import { useIntl, type IntlShape } from 'react-intl';
import type { Money } from '../../app/domain/card.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import { moment, shortWhen, timeAgo } from './when.ts';
import { useNow } from './use-now.ts';

const KILO = 1_000;

/** Numbers, money and times as the user's region writes them. */
export function useFormat(): Format {
  const intl = useIntl();
  const now = useNow();
  return useMemo(() => formatFor(intl, now), [intl, now]);
}
export type Format = ReturnType<typeof formatFor>;

function formatFor(intl: IntlShape, now: UnixMs) {
  return {
    count: (value: number) => intl.formatNumber(value),
    // Japanese sets nothing but blanks between units, which names have within themselves.
    list: (parts: readonly string[]) =>
      intl.formatList(parts, { type: intl.locale.startsWith('ja') ? 'conjunction' : 'unit' }),
    allOf: (parts: readonly string[]) => intl.formatList(parts, { type: 'conjunction' }),
    anyOf: (parts: readonly string[]) => intl.formatList(parts, { type: 'disjunction' }),
    when: (at: UnixMs) => intl.formatDate(at, shortWhen(at, now)),
    moment: (at: UnixMs) => intl.formatDate(at, moment(at, now)),
    fullWhen: (at: UnixMs) => intl.formatDate(at, { dateStyle: 'full', timeStyle: 'short' }),
    /** Whole days from the first moment of one to the last of another; one day when they are the same. */
    days: (from: UnixMs, to: UnixMs) => intl.formatDateTimeRange(from, to, { dateStyle: 'medium' }),
    date: (at: UnixMs) => intl.formatDate(at, { dateStyle: 'medium' }),
    /** On one line, however narrow the place. */
    day: (at: UnixMs) => intl.formatDate(at, { day: 'numeric', month: 'short' }).replace(/\s/g, '\u00a0'),
    /** From one moment to another, without saying twice what both share. */
    fromTo: (start: UnixMs, end: UnixMs) =>
      intl.formatDateTimeRange(start, end, { dateStyle: 'full', timeStyle: 'short' }),
    /** A day as calendars write it, `2026-11-22`, whatever the user's zone. */
    wholeDay: (day: string) => intl.formatDate(`${day}T00:00:00Z`, { dateStyle: 'full', timeZone: 'UTC' }),
    ago: (at: UnixMs) => {
      const { value, unit } = timeAgo(at, now);
      return intl.formatRelativeTime(value, unit, { numeric: 'auto' });
    },
    money: ({ amount, currency }: Money) =>
      intl.formatNumber(Number(amount), {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        maximumFractionDigits: 0,
      }),
    size: (bytes: number) =>
      bytes < KILO * KILO
        ? intl.formatNumber(Math.max(Math.min(1, bytes), Math.round(bytes / KILO)), { style: 'unit', unit: 'kilobyte' })
        : intl.formatNumber(bytes / KILO / KILO, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }),
  };
}
