import { expect, test } from 'vitest';
import type { MessageId, Uid } from '../domain/ids.ts';
import { isRenamed, type MailboxTraits } from './renamed-mailbox.ts';

function traits(uidValidity: number, uidNext: number, ...mails: (readonly [number, string | null])[]): MailboxTraits {
  return { uidValidity, uidNext, mails: new Map(mails.map(([uid, id]) => [uid as Uid, id as MessageId | null])) };
}

const BEFORE = traits(7, 10, [8, null], [9, 'a@acme.test']);

test.each<[string, MailboxTraits, boolean]>([
  ['the same mails under the same UIDs', traits(7, 10, [8, null], [9, 'a@acme.test']), true],
  ['and a mail came meanwhile', traits(7, 11, [8, null], [9, 'a@acme.test']), true],
  ['and a mail went meanwhile', traits(7, 10, [9, 'a@acme.test']), true],
  ['another UIDVALIDITY', traits(8, 10, [8, null], [9, 'a@acme.test']), false],
  ['fewer UIDs given out', traits(7, 9, [9, 'a@acme.test']), false],
  ['another mail under one of them', traits(7, 10, [8, null], [9, 'b@acme.test']), false],
  ['an id where none was', traits(7, 10, [8, 'b@acme.test'], [9, 'a@acme.test']), false],
  ['nothing but mail without an id', traits(7, 10, [8, null]), false],
  ['none of the mails', traits(7, 10), false],
])('%s', (_what, now, expected) => {
  expect(isRenamed(BEFORE, now, false)).toBe(expected);
});

const EMPTY = traits(7, 1);

test.each<[string, MailboxTraits, MailboxTraits, boolean, boolean]>([
  ['one without mail, by a UIDVALIDITY of its own', EMPTY, traits(7, 1), true, true],
  ['one in which the first mail came meanwhile', EMPTY, traits(7, 2), true, true],
  ['one without mail, where every mailbox has the same', EMPTY, traits(7, 1), false, false],
  ['one without mail, under another UIDVALIDITY', EMPTY, traits(8, 1), true, false],
  ['one whose mail has no ids', traits(7, 3, [2, null]), traits(7, 3, [2, null]), true, true],
  ['the same with other mail', traits(7, 3, [2, null]), traits(7, 4, [2, 'a@acme.test']), true, false],
  ['the same without that mail', traits(7, 3, [2, null]), traits(7, 3), true, false],
])('%s', (_what, before, now, isOneOfItsKind, expected) => {
  expect(isRenamed(before, now, isOneOfItsKind)).toBe(expected);
});
