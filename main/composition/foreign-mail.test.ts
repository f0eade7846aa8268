/** Mail on a card that Mailpin did not put there, on a whole engine against the stand-in of Pipedrive, which keeps Message-IDs. */
import { expect, onTestFinished, test } from 'vitest';
import { PIPEDRIVE_TOKEN, startPipedrive } from '../../e2e/servers/crm/pipedrive.ts';
import type { CrmId } from '../../app/domain/ids.ts';
import { arrayServer, mailOf } from '../services/testing/array-source.ts';
import { SALLY } from '../services/testing/people.ts';
import { addSally, openProfile } from '../services/testing/profile.ts';

const PIPEDRIVE = 'pipedrive' as CrmId;
const ANA = 'pipedrive:contact:2';

async function house() {
  const server = await startPipedrive();
  onTestFinished(() => server.stop());
  server.put('persons', { id: 2, name: 'Ana', emails: [{ value: 'ana@acme.example', primary: true }] });
  const mailbox = arrayServer();
  const deliver = (id: string, from: string) => mailbox.deliver('INBOX', mailOf({ id, from, to: SALLY, subject: id }));
  const mailpin = await openProfile({ source: mailbox.source });
  await addSally(mailpin);
  const signIn = { connector: 'pipedrive', url: server.url, values: { token: PIPEDRIVE_TOKEN } } as const;
  await mailpin.call('crms.connect', signIn);
  await mailpin.call('crms.load', { crmId: PIPEDRIVE });
  await mailpin.call('rehearsal.go', { crmId: PIPEDRIVE });
  /** What stands on Ana's card at the CRM. */
  const standings = async (): Promise<readonly string[]> => {
    const { atCrm } = await mailpin.call('cards.get', { cardId: ANA });
    return atCrm.map(({ subject, standing }) => `${subject} ${standing}`).sort();
  };
  /** Pipedrive's own sync logs a mail, as it came to somebody else's mailbox. */
  const log = (id: string) => server.addMail('persons', 2, { subject: id, mua_message_id: `${id}@mail.test` });
  const push = async () => {
    await mailpin.call('sync.once', {});
    await mailpin.call('outbox.drain', {});
  };
  return { mailpin, server, deliver, standings, log, push };
}

test('mail and notes of others are shown for what they are', async () => {
  const { server, deliver, standings, log, push } = await house();
  deliver('zoe', 'zoe@other.example');
  await push();
  log('elsewhere');
  log('zoe');
  server.addNote({ content: 'She called.', person_id: 2 });
  const shown = await standings();
  expect(shown.map((one) => one.split(' ').at(-1)).sort()).toEqual(['foreign', 'known', 'note']);
  expect(shown).toContain('elsewhere foreign');
  expect(shown).toContain('zoe known');
});

test('what the CRM logged itself is not pushed a second time', async () => {
  const { server, deliver, standings, log, push } = await house();
  log('ask');
  deliver('ask', 'ana@acme.example');
  await push();
  expect(server.notes()).toEqual([]);
  expect(await standings()).toEqual(['ask same']);
});

test('a copy that the CRM logs later is told from ours, and ours can be taken back', async () => {
  const { mailpin, server, deliver, standings, log, push } = await house();
  deliver('ask', 'ana@acme.example');
  await push();
  log('ask');
  expect(await standings()).toEqual(['ask copy', 'ask ours']);
  await mailpin.call('links.detach', { mails: [{ messageId: 'ask@mail.test' }], cardId: ANA, reach: 'message' });
  await push();
  expect(server.notes()).toEqual([]);
  expect(await standings()).toEqual(['ask known']);
});
