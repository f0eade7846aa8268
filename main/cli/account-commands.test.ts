import { expect, test } from 'vitest';
import type { AccountFacts } from '../../app/contract/status-views.ts';
import type { AccountId, Day } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { scriptedRun, type Script } from './testing/scripted-run.ts';
import { ACCOUNT, mailbox, SALLY } from './testing/views.ts';

const IMAP = { kind: 'imap', host: 'mail.test', port: 993, security: 'tls', user: 'sally', caFile: '/ca.pem' } as const;
const IMAP_ACCOUNT: AccountFacts = {
  ...ACCOUNT,
  settings: IMAP,
  mailboxes: [
    mailbox('inbox', 1, 1),
    { ...mailbox('sent', 0, 9), path: 'Projects/Acme', role: null, isMirrored: false },
  ],
};
const OTHER: AccountFacts = {
  ...IMAP_ACCOUNT,
  id: 'bo@acme.test' as AccountId,
  address: 'bo@acme.test',
  mailboxes: [],
};
const DELETION = {
  accountId: SALLY,
  address: SALLY,
  mailCount: 1_605,
  onCardCount: 412,
  unsentCount: 0,
  sharedCount: 1,
  mailboxCount: 2,
  attachmentCount: 40,
  textBytes: 14_200_000,
  decisionCount: 3,
  ledgerCount: 500,
};
const SCRIPT: Script = {
  'accounts.list': () => [IMAP_ACCOUNT, OTHER],
  'accounts.add': () => SALLY,
  'accounts.change': () => null,
  'accounts.disconnect': () => null,
  'accounts.reconnect': () => null,
  'accounts.deletion': () => DELETION,
  'accounts.delete': ({ confirmation }) => {
    if (confirmation !== SALLY) throw new MailpinError('input.not-confirmed', { address: SALLY });
    return { mailCount: 1_605, sharedCount: 1, bytesBefore: 18_400_000, bytesAfter: 420_000 };
  },
  'mailboxes.look': ({ accountId }) => {
    if (accountId === OTHER.id) throw new MailpinError('imap.timeout', { host: 'mail.test', port: 993 });
    return IMAP_ACCOUNT.mailboxes;
  },
  'mailboxes.choose': () => null,
};
const change = (settings: object) => ['accounts.change', { accountId: SALLY, settings: { ...IMAP, ...settings } }];
const chosen = (importChoice: object) => ['accounts.change', { accountId: SALLY, importChoice }];
const choice = (path: string, isRead: boolean) => ['mailboxes.choose', { accountId: SALLY, mailbox: path, isRead }];

test.each<[string, unknown]>([
  [`account change ${SALLY} --imap mail.acme.test`, change({ host: 'mail.acme.test' })],
  [`account change ${SALLY} --imap mail.test:1993`, change({ port: 1993 })],
  [`account change ${SALLY} --user sally@acme.test`, change({ user: 'sally@acme.test' })],
  [`account change ${SALLY} --security starttls`, change({ security: 'starttls', port: 143 })],
  [`account change ${SALLY} --password-stdin`, ['accounts.change', { accountId: SALLY, password: 'piped' }]],
  [`account change ${SALLY} --import everything`, chosen({ kind: 'everything' })],
  [`account change ${SALLY} --import new`, chosen({ kind: 'new' })],
  [`account change ${SALLY} --import newest`, chosen({ kind: 'newest', count: 300 })],
  [`account change ${SALLY} --import newest:50`, chosen({ kind: 'newest', count: 50 })],
  [`account change ${SALLY} --import since:2025-02-28`, chosen({ kind: 'since', day: '2025-02-28' as Day })],
  [`account change ${SALLY} --import since`, chosen({ kind: 'since', day: '2025-11-22' as Day })],
  [`account disconnect ${SALLY}`, ['accounts.disconnect', { accountId: SALLY }]],
  [`account reconnect ${SALLY} --password-stdin`, ['accounts.reconnect', { accountId: SALLY, password: 'piped' }]],
  [`account delete ${SALLY} --confirm ${SALLY}`, ['accounts.delete', { accountId: SALLY, confirmation: SALLY }]],
  ['mailbox add projects/acme', choice('Projects/Acme', true)],
  ['mailbox remove Inbox', choice('INBOX', false)],
  [`mailbox add Unheard/Of --account ${SALLY}`, choice('Unheard/Of', true)],
])('%s asks the engine for %j', async (line, call) => {
  const run = await scriptedRun(['--json', ...line.split(' ')], SCRIPT, { stdin: 'piped\n' });
  expect(run.stderr).toBe('');
  expect(run.calls.at(-1)).toEqual(call);
  expect(run.code).toBe(0);
});

test.each<[string, RegExp]>([
  ['account add sally@acme.test --imap mail.test --import yesterday', /“yesterday” is none of them/],
  [`account change ${SALLY} --import since:2025-02-30`, /“since:2025-02-30” is none/],
  [`account change ${SALLY} --import newest:0`, /“newest:0” is none/],
  [`account change ${SALLY}`, /Say what shall be different/],
  [`account change ${SALLY} --imap a --maildir b`, /one of --imap, --maildir, --mbox/],
  ['mailbox add Nowhere', /say which with --account/],
  ['account delete', /argument is missing/],
])('%s is refused with the way to write it', async (line, words) => {
  const run = await scriptedRun(line.split(' '), SCRIPT);
  expect(run.code).toBe(2);
  expect(run.stderr).toMatch(words);
});

test('a deletion says what goes and what stays, and is not carried out unconfirmed', async () => {
  const counted = await scriptedRun(['account', 'delete', SALLY, '--counts'], SCRIPT);
  expect(counted.stdout.split('\n')).toEqual([
    'Deleting sally@acme.test takes 1,605 mails with 40 attachments from 2 mailboxes: 14.2 MB of text.',
    '412 of them are on cards; what the CRM was given stays there.',
    '1 mail that another account has too stays.',
    'What you decided (3 decisions, without subjects) and the ledger (500 lines) stay, so that mail you took off a card stays off if it comes back.',
    '',
  ]);
  const refused = await scriptedRun(['account', 'delete', SALLY], SCRIPT);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('Nothing was deleted');
});

test('mailboxes are listed with what is known when a server does not answer', async () => {
  const run = await scriptedRun(['mailboxes'], SCRIPT);
  expect(run.code).toBe(1);
  expect(run.stdout).toMatch(/yes +Inbox +INBOX +1 +1\n/);
  expect(run.stdout).toMatch(/no +Projects\/Acme +Projects\/Acme +9\n/);
  expect(run.stdout).toMatch(/bo@acme.test\n.*took too long/);
});
