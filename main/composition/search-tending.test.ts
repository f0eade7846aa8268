import { expect, test } from 'vitest';
import type { AccountState } from '../../app/contract/status-views.ts';
import type { MailId } from '../../app/domain/ids.ts';
import { leaveSearch, oweToSearch, unsearchedCount } from '../db/search-index.ts';
import { one, sql } from '../db/sql.ts';
import { mailOf, minute } from '../services/testing/array-source.ts';
import { addInbox, emptyStore, receive } from '../services/testing/mail-store.ts';
import { SALLY, SALLY_ID } from '../services/testing/people.ts';
import { searchTending } from './search-tending.ts';

const never = new AbortController().signal;
const READING: AccountState = { kind: 'mirroring', done: 1, total: 9, pace: null };
const READ: AccountState = { kind: 'up-to-date', at: minute(1) };

function tended() {
  const deps = emptyStore();
  const inbox = addInbox(deps);
  let uid = 0;
  /** Every batch writes a piece of the index. */
  const receiveBatches = (count: number): void => {
    for (const last = uid + count; uid < last;) {
      uid += 1;
      const mail = mailOf({ id: `m${String(uid)}`, from: 'ana@acme.test', to: SALLY, subject: 'Gasket', at: uid });
      receive(deps, inbox, [mail], uid);
    }
  };
  const pieces = (): number =>
    one<{ count: number }>(deps.store.db, sql`SELECT count(DISTINCT segid) AS count FROM mail_fts_idx`).count;
  receiveBatches(5);
  const tending = searchTending(deps, never);
  const say = (state: AccountState): void =>
    tending.heard([{ name: 'account.changed', payload: { accountId: SALLY_ID, state } }]);
  return { deps, tending, receiveBatches, pieces, say };
}

test('the pieces of the index are joined at the start, and again when the past of a mailbox has been read', async () => {
  const { tending, receiveBatches, pieces, say } = tended();
  expect(pieces()).toBe(5);
  await tending.ended();
  expect(pieces()).toBe(1);
  say(READING);
  receiveBatches(4);
  await tending.ended();
  expect(pieces()).toBe(5);
  say(READ);
  await tending.ended();
  expect(pieces()).toBeLessThan(4);
});

test('an account that has nothing to read leaves the index as it is', async () => {
  const { tending, receiveBatches, pieces, say } = tended();
  await tending.ended();
  receiveBatches(3);
  say(READ);
  await tending.ended();
  expect(pieces()).toBe(4);
});

test('mail that was not taken in while it was read is taken in then', async () => {
  const { deps, tending, say } = tended();
  await tending.ended();
  deps.store.write((tx) => {
    const { mailId } = one<{ mailId: MailId }>(tx.db, sql`SELECT min(mail_id) AS mailId FROM mail`);
    leaveSearch(tx.db, mailId);
    oweToSearch(tx.db, [{ mailId }]);
  });
  expect(unsearchedCount(deps.store.db)).toBe(1);
  say(READING);
  say(READ);
  await tending.ended();
  expect(unsearchedCount(deps.store.db)).toBe(0);
});
