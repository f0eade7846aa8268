import { expect, test } from 'vitest';
import type { StatusFacts } from '../../app/contract/views.ts';
import type { Result } from '../../app/contract/wire.ts';
import { watchStatus } from './status-watch.ts';

test('many events make one question at a time, and the last answer is newer than the last event', async () => {
  const answers: ((result: Result<StatusFacts>) => void)[] = [];
  const told: (StatusFacts | null)[] = [];
  const status = watchStatus(
    () => new Promise((resolve) => answers.push(resolve)),
    (facts) => told.push(facts),
  );
  status.hear({ name: 'outbox.changed', payload: {} });
  status.hear({ name: 'store.changed', payload: {} });
  status.look();
  expect(answers).toHaveLength(1);

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
  );
  status.hear({ name: 'threads.changed', payload: { threadIds: [] } });
  expect(asked).toBe(0);
});
