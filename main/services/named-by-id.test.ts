import { expect, test } from 'vitest';
import type { MessageId, MessageKey } from '../../app/domain/ids.ts';
import { mailIdsByMessageId } from '../db/mail-facts.ts';
import { mailOf } from './testing/array-source.ts';
import { addInbox, emptyStore, receive } from './testing/mail-store.ts';
import { SALLY } from './testing/people.ts';

test('a Message-ID finds every mail that carries it and no other, however alike the ids are', () => {
  const deps = emptyStore();
  const ids = ['a@x.test', 'a@x.test', 'a@x.test#b', 'a@x.test$', 'A@x.test', 'a@x.tes'];
  const mails = ids.map((id, at) => ({
    ...mailOf({ id: `n${String(at)}`, from: 'ana@acme.test', to: SALLY, subject: 'Pilot', at: at + 1 }),
    messageId: id as MessageId,
    key: `${id}#00000000000${String(at)}` as MessageKey,
  }));
  receive(deps, addInbox(deps), mails);
  const countOf = (id: string): number => mailIdsByMessageId(deps.store.db, id as MessageId).length;
  expect(ids.map(countOf)).toEqual([2, 2, 1, 1, 1, 1]);
  expect(countOf('a@x')).toBe(0);
});
