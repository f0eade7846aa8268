import { expect, test } from 'vitest';
import { MailpinError } from '../../app/errors.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { findCrmAccount, putCrmAccount } from '../db/crm-accounts.ts';
import { readCrm } from './read-crm.ts';
import { arrayCrm, contactCard } from './testing/array-crm.ts';
import { emptyStore } from './testing/mail-store.ts';

/** A CRM with two contacts whose answers are held back until they are let go, and how many are asked for at once. */
function slowCrm() {
  const crm = arrayCrm([contactCard('ana', 'ana@acme.test'), contactCard('ben', 'ben@bolt.test')]);
  const held: (() => void)[] = [];
  let atOnce = 0;
  let most = 0;
  let trouble: MailpinError | null = null;
  const slow: CrmConnector = {
    ...crm,
    async changes(cursor) {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise<void>((resolve) => held.push(resolve));
      atOnce -= 1;
      const failing = trouble;
      trouble = null;
      if (failing !== null) throw failing;
      return await crm.changes(cursor);
    },
  };
  return {
    crm: slow,
    most: () => most,
    failNext: (error: MailpinError) => void (trouble = error),
    /** Lets answers go until the work is done. */
    through: async <Value>(work: Promise<Value>): Promise<Value> => {
      const goingOn = setInterval(() => held.shift()?.(), 1);
      return await work.finally(() => clearInterval(goingOn));
    },
  };
}

function connected(crm: CrmConnector) {
  const deps = emptyStore();
  const account = { id: crm.id, connector: 'sell', url: 'https://api.getbase.com' } as const;
  deps.store.write((tx) => putCrmAccount(tx.db, account, 'sally', deps.clock.now()));
  return deps;
}

test('readings of one CRM wait for one another: nothing is asked twice at once, and each tells what came meanwhile', async () => {
  const { crm, most, through } = slowCrm();
  const deps = connected(crm);
  const counts = await through(Promise.all([readCrm(deps, crm), readCrm(deps, crm), readCrm(deps, crm)]));
  expect([counts, most()]).toEqual([[2, 2, 2], 1]);
});

test('readings of different CRMs do not wait for one another', async () => {
  const [one, other] = [slowCrm(), slowCrm()];
  const deps = connected(one.crm);
  const waiting = readCrm(deps, one.crm);
  expect(await other.through(readCrm(connected(other.crm), other.crm))).toBe(2);
  expect(await one.through(waiting)).toBe(2);
});

test('a reading that fails is written down, and the one that waited for it reads all the same', async () => {
  const { crm, failNext, through } = slowCrm();
  const deps = connected(crm);
  failNext(new MailpinError('crm.unreachable', { host: 'getbase' }));
  const [first, second] = await through(Promise.allSettled([readCrm(deps, crm), readCrm(deps, crm)]));
  expect(first).toMatchObject({ status: 'rejected', reason: { code: 'crm.unreachable' } });
  expect(second).toEqual({ status: 'fulfilled', value: 2 });
  expect(findCrmAccount(deps.store.db, crm.id)).toMatchObject({ trouble: null, readAt: deps.clock.now() });
});

test('trouble of a reading stands with the CRM until one goes well', async () => {
  const { crm, failNext, through } = slowCrm();
  const deps = connected(crm);
  failNext(new MailpinError('crm.auth-revoked', { host: 'getbase' }));
  await expect(through(readCrm(deps, crm))).rejects.toMatchObject({ code: 'crm.auth-revoked' });
  expect(findCrmAccount(deps.store.db, crm.id)).toMatchObject({ trouble: { code: 'crm.auth-revoked' }, readAt: null });
  await through(readCrm(deps, crm));
  expect(findCrmAccount(deps.store.db, crm.id)).toMatchObject({ trouble: null });
});
