const DAY_MS = 24 * 60 * 60_000;

/**
 * How long until the day ends in a time zone, to the second. A day on which clocks are changed is taken for one of 24 hours.
 *
 * @param timeZone IANA name, or what a vendor takes for one; UTC when it is not known
 */
export function msUntilMidnight(now: number, timeZone: string | null): number {
  const parts = new Map(
    clock(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const seconds = (parts.get('hour') ?? 0) * 3_600 + (parts.get('minute') ?? 0) * 60 + (parts.get('second') ?? 0);
  return DAY_MS - seconds * 1_000;
}

function clock(timeZone: string | null): Intl.DateTimeFormat {
  const parts = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en', { ...parts, timeZone: timeZone ?? 'UTC' });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Intl.DateTimeFormat('en', { ...parts, timeZone: 'UTC' });
  }
}
