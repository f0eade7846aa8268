import { expect, test } from 'vitest';
import type { ActivityId, MailId } from '../domain/ids.ts';
import { entryStanding, type EntryAtCrm, type MailOfEntry } from './foreign-mail.ts';

const entry = (change: Partial<EntryAtCrm> = {}): EntryAtCrm => ({
  activityId: 'e1' as ActivityId,
  isOurs: false,
  isMail: true,
  ...change,
});
const mail = (activityId: string | null, isOnCard = true): MailOfEntry => ({
  mailId: 1 as MailId,
  isOnCard,
  activityId: activityId as ActivityId | null,
});

test.each<readonly [string, EntryAtCrm, MailOfEntry | null, string]>([
  ['what Mailpin put there', entry({ isOurs: true }), mail('e1'), 'ours'],
  ['what somebody wrote by hand', entry({ isMail: false }), null, 'note'],
  ['mail that is not here', entry(), null, 'foreign'],
  ['mail that is here, on no card or another', entry(), mail(null, false), 'known'],
  ['mail that stands for ours, because Mailpin found it there', entry(), mail('e1'), 'same'],
  ['mail that is there before Mailpin pushed its own', entry(), mail(null), 'same'],
  ['mail that came there besides ours', entry(), mail('ours'), 'copy'],
])('%s', (_case, at, here, standing) => {
  expect(entryStanding(at, here)).toBe(standing);
});
