import { expect, test } from 'vitest';
import type { Attachment } from '../domain/mail.ts';
import { CUT_MARK, draftActivity, recipientCount, type ActivityLimits } from './draft-activity.ts';
import { mail, participant } from './testing/facts.ts';

const PDF: Attachment = {
  part: '2',
  fileName: 'quote.pdf',
  mediaType: 'application/pdf',
  sizeBytes: 1000,
  contentId: null,
  isInline: false,
};
const LIMITS: ActivityLimits = {
  recipientLimit: 100,
  bodyLimitBytes: 100,
  attachments: 'sent',
  attachmentLimitBytes: 2_000,
};

function mailTo(recipients: number) {
  const roles = ['to', 'cc', 'bcc'] as const;
  const to = Array.from({ length: recipients }, (_, at) => participant(roles[at % 3] ?? 'to', `p${at}@acme.test`));
  const participants = [participant('from', 'ana@acme.test'), participant('reply-to', 'ana@acme.test'), ...to];
  return { ...mail(1), participants, text: 'Dear all', attachments: [PDF], isTextLost: false };
}

test.each([
  [0, 'full'],
  [99, 'full'],
  [100, 'full'],
  [101, 'headers-only'],
  [238, 'headers-only'],
  [5000, 'headers-only'],
])('a mail to %i recipients is logged %s where a hundred are taken', (recipients, extent) => {
  const activity = draftActivity(mailTo(recipients), LIMITS, 'full');
  expect(activity.extent).toBe(extent);
  expect(activity.participants.length).toBe(recipients + 2);
  expect(recipientCount(activity.participants)).toBe(recipients);
});

test('over the limit of recipients everything left out is named with the reason', () => {
  const { text, attachments, omissions } = draftActivity(mailTo(101), LIMITS, 'full');
  expect({ text, attachments }).toEqual({ text: '', attachments: [] });
  expect(omissions).toEqual([
    { what: 'text', because: 'recipient-limit', name: null },
    { what: 'attachment', because: 'recipient-limit', name: 'quote.pdf' },
  ]);
});

test('without a limit 5,000 recipients get the mail in full', () => {
  const activity = draftActivity(mailTo(5000), { ...LIMITS, recipientLimit: null, bodyLimitBytes: null }, 'full');
  expect(activity).toMatchObject({ extent: 'full', text: 'Dear all', attachments: [PDF], omissions: [] });
});

test('headers only, because the user wants it so', () => {
  const activity = draftActivity(mailTo(1), LIMITS, 'headers-only');
  expect(activity).toMatchObject({ extent: 'headers-only', text: '', attachments: [] });
  expect(activity.omissions.map(({ because }) => because)).toEqual(['user', 'user']);
});

test('an empty text is no omission', () => {
  const empty = { ...mailTo(1), text: '', attachments: [] };
  expect(draftActivity(empty, LIMITS, 'headers-only').omissions).toEqual([]);
});

test('a text over the limit is cut at a visible mark, and the cut is named', () => {
  const activity = draftActivity({ ...mailTo(1), text: 'é'.repeat(80) }, LIMITS, 'full');
  expect(activity.text).toBe(`${'é'.repeat(46)}${CUT_MARK}`);
  expect(new TextEncoder().encode(activity.text).length).toBeLessThanOrEqual(100);
  expect(activity.omissions).toEqual([{ what: 'text', because: 'size-limit', name: null }]);
  expect(activity.attachments).toEqual([PDF]);
});

test('a text of which only the beginning is left says so, and is not taken for the whole', () => {
  const { text, omissions } = draftActivity({ ...mailTo(1), isTextLost: true }, LIMITS, 'full');
  expect(text).toBe('Dear all\n\n[…]');
  expect(omissions).toEqual([{ what: 'text', because: 'not-kept', name: null }]);
});

test.each([
  ['sent', 2_000, ['quote.pdf'], []],
  ['sent', 999, [], [{ what: 'attachment', because: 'size-limit', name: 'quote.pdf' }]],
  ['sent', null, ['quote.pdf'], []],
  ['named', null, [], [{ what: 'attachment', because: 'not-taken', name: 'quote.pdf' }]],
  ['here', null, ['quote.pdf'], []],
] as const)('attachments are %s, up to %s bytes', (attachments, attachmentLimitBytes, along, omissions) => {
  const activity = draftActivity(mailTo(1), { ...LIMITS, attachments, attachmentLimitBytes }, 'full');
  expect(activity.attachments.map(({ fileName }) => fileName)).toEqual(along);
  expect(activity.omissions).toEqual(omissions);
});
