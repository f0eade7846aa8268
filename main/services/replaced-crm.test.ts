import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Mailpin } from '../compose.ts';
import { arrayServer, mailOf } from './testing/array-source.ts';
import { CARDS, SALLY } from './testing/people.ts';
import { addSally, atCrm, cardsOf, openProfile, tempDir } from './testing/profile.ts';

const named = (id: string) => ({ messageId: `${id}@mail.test` });

/** A profile with a mail that a rule put on Ana's deal, and one of a stranger that the user put there; both at the CRM. */
async function pushed() {
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'a', from: 'ana@acme.test', to: SALLY, subject: 'Pilot' }));
  server.deliver('INBOX', mailOf({ id: 'x', from: 'who@nobody.test', to: SALLY, subject: 'By hand' }));
  const dir = tempDir();
  const reopened = () => openProfile({ dir, source: server.source });
  const mailpin = await reopened();
  await addSally(mailpin);
  await mailpin.call('cards.import', { rows: CARDS });
  await mailpin.call('sync.once', {});
  await mailpin.call('links.attach', { mails: [named('x')], cardId: 'd1', reach: 'message' });
  expect(await atCrm(mailpin, 'd1')).toEqual(['By hand', 'Pilot']);
  return { dir, mailpin, reopened };
}

function filesOfCrm(dir: string): readonly string[] {
  return readdirSync(dir).filter((name) => name.startsWith('crm.db'));
}

async function pushesOf(mailpin: Mailpin, id: string): Promise<readonly string[]> {
  const links = await mailpin.call('links.list', { mail: named(id), limit: 10 });
  return links.map(({ push }) => push.kind);
}

test('a CRM that was taken away leaves no card and no claim behind; the same cards bring its mail back', async () => {
  const { dir, mailpin, reopened } = await pushed();
  await mailpin.stop();
  for (const name of filesOfCrm(dir)) rmSync(join(dir, name));
  const after = await reopened();
  expect(await after.call('cards.list', { limit: 10 })).toEqual([]);
  expect(await cardsOf(after, 'a')).toEqual([]);
  await after.call('outbox.drain', {});
  expect(await cardsOf(after, 'x')).toEqual(['deal:d1']);
  expect(await pushesOf(after, 'x')).toEqual(['failed']);
  const order = { mails: [named('a')], cardId: 'd1', reach: 'message' } as const;
  await expect(after.call('links.attach', order)).rejects.toMatchObject({
    code: 'crm.card-gone',
    details: { card: 'Acme pilot' },
  });
  await after.call('cards.import', { rows: CARDS });
  expect(await atCrm(after, 'd1')).toEqual(['By hand', 'Pilot']);
  expect(await cardsOf(after, 'a')).toEqual(['contact:c1', 'deal:d1']);
  expect([...(await pushesOf(after, 'a')), ...(await pushesOf(after, 'x'))]).toEqual(['arrived', 'arrived', 'arrived']);
});

test('a CRM put back from a copy gets what it lost, and loses again what was taken off since', async () => {
  const { dir, mailpin, reopened } = await pushed();
  await mailpin.stop();
  const copy = tempDir();
  for (const name of filesOfCrm(dir)) cpSync(join(dir, name), join(copy, name));
  const later = await reopened();
  await later.call('links.detach', { mails: [named('x')], cardId: 'd1', reach: 'message' });
  await later.call('cards.import', { rows: [{ kind: 'deal', id: 'd3', name: 'Later', row: 1 }] });
  await later.call('links.attach', { mails: [named('a')], cardId: 'd2', reach: 'message' });
  expect(await atCrm(later, 'd2')).toEqual(['Pilot']);
  await later.stop();
  for (const name of filesOfCrm(dir)) rmSync(join(dir, name));
  for (const name of filesOfCrm(copy)) cpSync(join(copy, name), join(dir, name));
  const after = await reopened();
  expect(await atCrm(after, 'd1')).toEqual(['Pilot']);
  expect(await atCrm(after, 'd2')).toEqual(['Pilot']);
  expect(await after.call('cards.list', { text: 'Later', limit: 10 })).toEqual([]);
});
