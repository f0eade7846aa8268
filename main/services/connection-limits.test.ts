/** Providers count connections, and refuse the one too many: Outlook, Yahoo, hosters. */
import { expect, onTestFinished, test } from 'vitest';
import { startPlainImap, type PlainImap } from '../../e2e/servers/plain-imap.ts';
import { imapProfile, PASSWORD, rawMail, type ImapProfile } from './testing/imap-profile.ts';
import { SALLY } from './testing/people.ts';

const MAILS = 700;

async function watched(maxConnections: number): Promise<{ server: PlainImap; profile: ImapProfile }> {
  const capabilities = ['IDLE', 'SPECIAL-USE'];
  const server = await startPlainImap({ users: { sally: PASSWORD }, capabilities, maxConnections });
  onTestFinished(() => server.stop());
  for (let mail = 0; mail < MAILS; mail += 1) {
    server.deliver('INBOX', { raw: rawMail(`m${String(mail)}`, 'ana@acme.test', SALLY) });
  }
  const profile = await imapProfile({ port: server.port, user: 'sally' });
  const { mailpin } = profile;
  const mirroring = new Promise<void>((resolve) => {
    mailpin.on('account.changed', ({ state }) => state.kind === 'mirroring' && state.done > 0 && resolve());
  });
  await mailpin.call('sync.start', {});
  await mirroring;
  return { server, profile };
}

/** What needs a connection to the account, all at once and while the past is still being read. */
async function askEverything({ mailpin, accountId }: ImapProfile): Promise<void> {
  const [audits, reports] = await Promise.all([
    mailpin.call('audit.run', { isRepair: true }),
    mailpin.call('sync.once', {}),
    mailpin.call('mailboxes.look', { accountId }),
  ]);
  expect(audits.map(({ error }) => error)).toEqual([null]);
  expect(reports.map(({ error }) => error)).toEqual([null]);
}

async function isWholeAtLast({ mailpin }: ImapProfile): Promise<void> {
  await mailpin.call('sync.stop', {});
  await mailpin.call('sync.once', {});
  expect((await mailpin.call('status.get', {})).mailCount).toBe(MAILS);
}

test('where a third connection is refused, two are all that is ever asked for', async () => {
  const { server, profile } = await watched(2);
  await askEverything(profile);
  await profile.mailpin.call('accounts.change', {
    accountId: profile.accountId,
    importChoice: { kind: 'everything' },
  });
  expect([server.refusals(), server.mostConnections()]).toEqual([0, 2]);
  await isWholeAtLast(profile);
});

test('where a second connection is refused, one does everything in turn', async () => {
  const { server, profile } = await watched(1);
  await askEverything(profile);
  // The one that was tried for the past; it is not tried again.
  expect(server.refusals()).toBe(1);
  await isWholeAtLast(profile);
});
