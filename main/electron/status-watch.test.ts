import { expect, test } from 'vitest';
import type { StatusFacts } from '../../app/contract/status-views.ts';
import type { Result } from '../../app/contract/wire.ts';
import { watchStatus } from './status-watch.ts';

test('many events make one question at a time, and the last answer is newer than the last event', async () => {
  const answers: ((result: Result<StatusFacts>) => void)[] = [];
  const told: (StatusFacts | null)[] = [];
  const pauses: (() => void)[] = [];
  const status = watchStatus(
    () => new Promise((resolve) => answers.push(resolve)),
    (facts) => told.push(facts),
    () => new Promise<void>((resolve) => pauses.push(resolve)),
  );
  status.look();
  status.hear({ name: 'outbox.changed', payload: {} });
  status.hear({ name: 'store.changed', payload: {} });
  expect([answers.length, pauses.length]).toEqual([1, 1]);
  pauses[0]?.();

  answers[0]?.({ ok: false, error: { code: 'engine.stopped', details: {} } });
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.({ ok: false, error: { code: 'engine.stopped', details: {} } });
  await expect.poll(() => told).toEqual([null, null]);
  expect(answers).toHaveLength(2);
});

test('a batch of mail alone asks nothing', () => {
  let asked = 0;
  const status = watchStatus(
    () => new Promise(() => (asked += 1)),
    () => undefined,
    () => Promise.resolve(),
  );
  status.hear({ name: 'threads.changed', payload: { threadIds: [] } });
  expect(asked).toBe(0);
});
