import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { handClock } from '../../../e2e/servers/crm/hand-clock.ts';
import type { StandIn } from '../../../e2e/servers/crm/stand-in.ts';
import { TRIALS } from '../../../e2e/servers/crm/targets.ts';
import { builtinSubject } from './builtin-subject.ts';
import { CHECKS } from './checks.ts';
import { conformanceTable, withTable } from './conformance-table.ts';
import { openSubject, type OpenSubject } from './open-subject.ts';
import { runChecks, type CheckResult } from './run-checks.ts';
import type { Subject } from './subject.ts';

const results = new Map<string, readonly CheckResult[]>();

async function verdictOf(name: string, subject: Subject): Promise<void> {
  const found = await runChecks(CHECKS, subject);
  results.set(name, found);
  expect(found.filter(({ verdict }) => verdict === 'broken')).toEqual([]);
}

describe.each(TRIALS)('$name', ({ name, connector, target }) => {
  let standIn: StandIn;
  let open: OpenSubject;
  beforeAll(async () => {
    const { start, isWrite } = target;
    const pace = handClock();
    standIn = await start(() => pace.now());
    const { url, values, searchLagMs, fill } = standIn;
    const kind = 'login' in values ? 'login' : 'token';
    open = await openSubject({
      connector,
      url,
      credential: { kind, values, grant: null },
      runId: randomUUID().slice(0, 8),
      fill,
      pace,
      ...(isWrite !== undefined && { isWrite }),
      ...(searchLagMs !== undefined && { searchLagMs }),
    });
  });
  afterAll(async () => {
    await open.close();
    await standIn.stop();
  });

  test('keeps every promise against its stand-in', () => verdictOf(name, open.subject), 120_000);
});

test('the CRM inside Mailpin keeps every promise', async () => {
  const { subject, close } = await builtinSubject('test');
  onTestFinished(close);
  await verdictOf('builtin', subject);
});

test('the table in the documentation is the one that the suite makes', () => {
  const page = readFileSync(new URL('../../../docs/connectors.md', import.meta.url), 'utf8');
  expect(page).toBe(withTable(page, conformanceTable(results)));
});
