import { expect, test } from 'vitest';
import { parseMailDate } from './mail-date.ts';

test.each([
  ['Thu, 5 Mar 2026 10:11:12 +0100', '2026-03-05T09:11:12.000Z'],
  ['5 Mar 2026 10:11 -0330', '2026-03-05T13:41:00.000Z'],
  ['Fri, 21 Feb 20 10:00:00 GMT', '2020-02-21T10:00:00.000Z'],
  ['Fri, 21 Feb 99 10:00:00 EST', '1999-02-21T15:00:00.000Z'],
  ['Fri, 21 Feb 101 10:00:00 +0000', '2001-02-21T10:00:00.000Z'],
  ['Thu, 13 Feb 1969 23:32 -0330 (Newfoundland Time)', '1969-02-14T03:02:00.000Z'],
  ['Do, 5 Mar 2026 10:11:12', '2026-03-05T10:11:12.000Z'],
  ['Thu Mar  5 10:11:12 2026', '2026-03-05T10:11:12.000Z'],
  ['Sat, 31 Dec 2016 23:59:60 +0000', '2016-12-31T23:59:59.000Z'],
])('%s is %s', (field, iso) => {
  const at = parseMailDate(field);
  expect(at === null ? null : new Date(at).toISOString()).toBe(iso);
});

test.each([
  '',
  'yesterday',
  'Pn, 29 paX 2007 10:00',
  '31 Feb 2026 10:00:00 +0000',
  '1 Jan 2026 25:00:00 +0000',
  '0 Jan 2026 10:00',
])('%j is no date', (field) => {
  expect(parseMailDate(field)).toBeNull();
});
