import { expect, test } from 'vitest';
import type { BounceReason } from '../../domain/mail-details.ts';
import { bounceReason, isHardBounce } from './bounce-reason.ts';

test.each<[BounceReason, string | null, string]>([
  ['no-such-mailbox', '5.7.1', '550 5.7.1 No mailbox found'],
  ['no-such-mailbox', '5.0.0', '550 BAD_RECIPIENT - see http://mx.example/help'],
  ['no-such-mailbox', '5.0.0', '550-ana@globex.example is not an active address at this host'],
  ['no-such-domain', '5.0.0', '[mx.globex.example]: Name or service not known'],
  ['mailbox-full', '4.0.0', '452 <ana@globex.example> Mailbox size limit exceeded'],
  ['mailbox-full', null, 'User mailbox exceeds allowed size: ana@globex.example'],
  ['too-large', '5.0.0', '552 Message size exceeds fixed limit'],
  ['unreachable', null, 'all hosts have been failing for a long time and were last tried after this message arrived'],
  ['not-allowed', '5.7.1', '550 5.7.1 Relaying denied'],
  ['no-such-mailbox', '5.1.1', ''],
  ['unknown', null, 'Sorry.'],
])('%s: %s %s', (reason, statusCode, words) => {
  expect(bounceReason(statusCode, words)).toBe(reason);
});

test.each<[boolean, string | null, BounceReason]>([
  [true, '5.1.1', 'no-such-mailbox'],
  [true, null, 'no-such-domain'],
  [false, '4.1.1', 'no-such-mailbox'],
  [false, '5.2.2', 'mailbox-full'],
])('hard %s: %s %s', (isHard, statusCode, reason) => {
  expect(isHardBounce('failed', statusCode, reason)).toBe(isHard);
  expect(isHardBounce('delayed', statusCode, reason)).toBe(false);
});
