/** What every connector promises, whichever CRM is behind it: run against its stand-in in the tests, and against a real server by hand. */
import { ATTACH_CHECKS } from './attach-checks.ts';
import { FAULT_CHECKS } from './fault-checks.ts';
import { LEFT_CHECK } from './left-check.ts';
import { FILL_CHECK, LOAD_CHECKS } from './load-checks.ts';
import type { Check } from './subject.ts';

export { loadAll, type Check } from './subject.ts';

export const CHECKS: readonly Check[] = [...LOAD_CHECKS, ...ATTACH_CHECKS, ...FAULT_CHECKS, LEFT_CHECK, FILL_CHECK];
