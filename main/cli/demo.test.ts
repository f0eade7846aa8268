import { expect, test } from 'vitest';
import { newProfile } from './testing/profile.ts';

test('the demo fills a profile of its own, and a second time finds everything there', { timeout: 60_000 }, async () => {
  const profile = newProfile();
  const first = await profile.json(['demo']);
  expect(first).toMatchObject({ accounts: [{ error: null, failed: 0 }], status: { outbox: { waiting: 0, dead: 0 } } });
  const second = await profile.json(['demo']);
  expect(second).toMatchObject({ accounts: [{ error: null, added: 0, removed: 0 }] });
  expect(factsOf(second)).toEqual(factsOf(first));
  profile.remove();
});

function factsOf(document: unknown): unknown {
  const { status } = document as { status: Record<string, unknown> };
  const { mailCount, threadCount, linkCount, questionCount, heldBack, outbox, cardCounts } = status;
  return { mailCount, threadCount, linkCount, questionCount, heldBack, outbox, cardCounts };
}

test('the sample never goes into a profile that holds something else', async () => {
  const profile = newProfile();
  await profile.json(['status']);
  const { code, stdout, stderr } = await profile.run(['demo']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('holds a profile that is not the sample');
  profile.remove();
});
