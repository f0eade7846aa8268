import { expect, test } from 'vitest';
import type { UnixMs } from '../../app/domain/ids.ts';
import { addSally, handClock, openProfile, tempDir } from '../services/testing/profile.ts';
import { arrayServer, mailOf } from '../services/testing/array-source.ts';
import { SALLY } from '../services/testing/people.ts';
import { memorySecrets } from '../services/testing/memory-secrets.ts';
import { SILENT } from '../services/testing/profile.ts';
import { accountLines } from '../services/account-lines.ts';
import { newEngineId } from '../services/engine-id.ts';
import { openDatabase } from '../db/open.ts';
import { unitOfWork } from '../db/unit-of-work.ts';
import { lastAudits } from '../db/audits.ts';
import { join } from 'node:path';
import { accountWork } from './account-work.ts';
import { spaceJobs } from './space-jobs.ts';
import { nightRound } from './nightly.ts';

const DAY_MS = 24 * 60 * 60_000;

test('every account is audited once a night, also after a restart, and not before its past is read', async () => {
  const dir = tempDir();
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'a', from: 'ana@acme.test', to: SALLY }));
  const clock = handClock(new Date(2026, 10, 22, 12).getTime());
  const first = await openProfile({ dir, source: server.source, clock });
  await addSally(first);
  const store = unitOfWork(openDatabase(join(dir, 'mailpin.db')));
  const deps = {
    store,
    clock,
    logger: SILENT,
    engineId: newEngineId(),
    secrets: memorySecrets(),
    openSource: () => server.source,
    lines: accountLines(),
  };
  const ending = new AbortController();
  const round = async (): Promise<readonly UnixMs[]> => {
    await nightRound(
      deps,
      accountWork(ending.signal),
      spaceJobs(ending.signal, () => undefined),
    );
    return lastAudits(store.db).map(({ endedAt }) => endedAt);
  };
  await first.call('sync.once', {});
  await first.stop();
  const noon = clock.now();
  expect(await round()).toEqual([noon]);
  clock.advance(DAY_MS / 4);
  expect(await round()).toEqual([noon]);
  clock.advance(DAY_MS);
  expect(await round()).toEqual([clock.now()]);
  store.close();
});
