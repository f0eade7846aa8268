/**
 * The labelled suites of the corpora (`MAILPIN_CORPORA`), and the table of them in docs/parsing.md, which is written by
 * `MAILPIN_WRITE_TABLE=1 npx vitest run main/mail/parse/suites.test.ts` and checked otherwise.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CORPORA, runSuites, tableOf } from './testing/suite.ts';
import { BOUNCE_SUITES } from './testing/bounce-suites.ts';
import { FIELD_SUITES } from './testing/field-suites.ts';
import { CALENDAR_SUITES } from './testing/calendar-suites.ts';
import { STALWART_SUITES } from './testing/stalwart-suites.ts';
import { MIME_SUITES } from './testing/mime-suites.ts';
import { REPLY_SUITES } from './testing/reply-suites.ts';

const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'parsing.md');
const BEGINS = '<!-- suites: written by main/mail/parse/suites.test.ts -->';
const ENDS = '<!-- end of suites -->';

const results = runSuites([
  ...MIME_SUITES,
  ...STALWART_SUITES,
  ...CALENDAR_SUITES,
  ...FIELD_SUITES,
  ...BOUNCE_SUITES,
  ...REPLY_SUITES,
]);

test.skipIf(CORPORA === undefined)('the table in docs/parsing.md says what these tests found', () => {
  const page = readFileSync(PAGE, 'utf8');
  const [before = '', rest = ''] = page.split(`${BEGINS}\n`);
  const after = rest.slice(rest.indexOf(ENDS));
  const written = `${before}${BEGINS}\n${tableOf(results)}\n${after}`;
  if (process.env['MAILPIN_WRITE_TABLE'] === '1') writeFileSync(PAGE, written);
  expect(readFileSync(PAGE, 'utf8')).toBe(written);
});
