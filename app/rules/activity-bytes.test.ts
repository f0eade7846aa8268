import { expect, test } from 'vitest';
import type { Activity } from '../domain/activity.ts';
import type { MessageKey, UnixMs } from '../domain/ids.ts';
import { activityBytes } from './activity-bytes.ts';

const EMPTY: Activity = {
  key: 'k' as MessageKey,
  messageId: null,
  direction: 'inbound',
  sentAt: 0 as UnixMs,
  subject: '',
  participants: [],
  extent: 'full',
  text: '',
  attachments: [],
  omissions: [],
};
const ANA = { role: 'from', address: null, rawAddress: 'a@b.c', displayName: 'Änä' } as const;
const FILE = {
  part: '2',
  fileName: '見.pdf',
  mediaType: 'a/b',
  sizeBytes: 9,
  contentId: null,
  isInline: false,
} as const;

test.each<[string, Partial<Activity>, number]>([
  ['nothing', {}, 0],
  ['the text in UTF-8', { text: 'aä€😀' }, 1 + 2 + 3 + 4],
  ['the subject', { subject: 'Ü' }, 2],
  ['names and addresses', { participants: [ANA] }, 5 + 5],
  ['names of attachments, whose content stays here', { attachments: [FILE] }, 3 + 4],
  ['files that go along', { attachments: [FILE], files: [{ ...FILE, bytes: new Uint8Array(9) }] }, 3 + 4 + 9],
])('counts %s', (_what, more, bytes) => {
  expect(activityBytes({ ...EMPTY, ...more })).toBe(bytes);
});
