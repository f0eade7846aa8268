import { expect, onTestFinished, test } from 'vitest';
import { SELL_TOKEN, startSell } from '../../e2e/servers/crm/sell.ts';
import type { CrmId } from '../../app/domain/ids.ts';
import { arrayServer, mailOf } from '../services/testing/array-source.ts';
import { SALLY } from '../services/testing/people.ts';
import { addSally, openProfile } from '../services/testing/profile.ts';

const SELL = 'sell' as CrmId;
const DEAL = 'sell:deal:300';

/** Sally's mailbox with one mail of Ana, and a Sell that has a deal with her. */
async function house() {
  const sell = await startSell();
  onTestFinished(() => sell.stop());
  sell.put('contacts', { id: 200, is_organization: false, name: 'Ana Ito', email: 'ana@acme.test' });
  sell.put('deals', { id: 300, name: 'Pumps', stage_id: 12, contact_id: 200 });
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'm1', from: 'ana@acme.test', to: SALLY, subject: 'Quote', at: 1 }));
  const mailpin = await openProfile({ source: server.source });
  await addSally(mailpin);
  await mailpin.call('sync.once', {});
  const connect = (token: string) =>
    mailpin.call('crms.connect', { connector: 'sell', url: sell.url, values: { token } });
  return { sell, mailpin, connect };
}

test('a connected CRM brings its cards, and gets no mail before the user says go', async () => {
  const { sell, mailpin, connect } = await house();
  await connect(SELL_TOKEN);
  await mailpin.call('crms.load', { crmId: SELL });
  const links = await mailpin.call('links.list', { cardId: DEAL, limit: 9 });
  expect(links.map(({ subject }) => subject)).toEqual(['Quote']);
  await mailpin.call('outbox.drain', {});
  expect(sell.notesOn('deal', 300)).toEqual([]);
  const rehearsals = await mailpin.call('rehearsal.get', {});
  expect(rehearsals.find(({ crmId }) => crmId === SELL)).toMatchObject({ isOn: true, mailCount: 1, cardCount: 2 });
  await mailpin.call('rehearsal.go', { crmId: SELL });
  expect(await mailpin.call('outbox.drain', {})).toMatchObject({ attached: 2, dead: 0 });
  expect(sell.notesOn('deal', 300)).toHaveLength(1);
  await mailpin.call('outbox.drain', {});
  expect(sell.notesOn('deal', 300)).toHaveLength(1);
  const { atCrm } = await mailpin.call('cards.get', { cardId: DEAL });
  expect(atCrm).toMatchObject([{ isOurs: true, subject: 'Quote' }]);
});

test('what is taken off is taken off at the CRM, and the ledger tells both', async () => {
  const { sell, mailpin, connect } = await house();
  await connect(SELL_TOKEN);
  await mailpin.call('crms.load', { crmId: SELL });
  await mailpin.call('rehearsal.go', { crmId: SELL });
  await mailpin.call('outbox.drain', {});
  const mails = [{ messageId: 'm1@mail.test' }];
  await mailpin.call('links.detach', { mails, cardId: DEAL, reach: 'thread' });
  await mailpin.call('outbox.drain', {});
  expect(sell.notesOn('deal', 300)).toEqual([]);
  const { items } = await mailpin.call('ledger.list', { cardId: DEAL, limit: 9 });
  expect(items.map(({ answer }) => answer)).toEqual(['deleted', 'created']);
});

test('a refused token connects nothing, and is nowhere kept', async () => {
  const { mailpin, connect } = await house();
  await expect(connect('wrong')).rejects.toMatchObject({ code: 'crm.auth-rejected' });
  expect((await mailpin.call('crms.list', {})).map(({ id }) => id)).toEqual(['builtin']);
});

test('a CRM that stops answering is in trouble by itself: mail and the CRM inside go on', async () => {
  const { sell, mailpin, connect } = await house();
  await connect(SELL_TOKEN);
  await mailpin.call('cards.import', {
    rows: [{ kind: 'contact', id: 'ana', name: 'Ana', emails: ['ana@acme.test'], row: 1 }],
  });
  await sell.stop();
  expect(await mailpin.call('outbox.drain', {})).toMatchObject({ attached: 1 });
  const [, connected] = await mailpin.call('crms.list', {});
  expect(connected).toMatchObject({ id: SELL, isConnected: true, trouble: { code: 'crm.unreachable' } });
});

test('a disconnected CRM hears nothing more, and is taken up again where it was', async () => {
  const { sell, mailpin, connect } = await house();
  await connect(SELL_TOKEN);
  await expect(connect(SELL_TOKEN)).rejects.toMatchObject({ code: 'input.crm-exists' });
  await mailpin.call('crms.load', { crmId: SELL });
  await mailpin.call('rehearsal.go', { crmId: SELL });
  await mailpin.call('crms.disconnect', { crmId: SELL });
  const asked = sell.requests.length;
  await mailpin.call('outbox.drain', {});
  expect(sell.requests).toHaveLength(asked);
  await expect(mailpin.call('crms.check', { crmId: SELL })).rejects.toMatchObject({ code: 'input.unknown-crm' });
  await connect(SELL_TOKEN);
  await mailpin.call('outbox.drain', {});
  expect(sell.notesOn('deal', 300)).toHaveLength(1);
});

test('how changed cards come from this account is told as it is: it depends on the plan', async () => {
  const { sell, mailpin, connect } = await house();
  await connect(SELL_TOKEN);
  const way = async () => {
    await mailpin.call('crms.load', { crmId: SELL });
    const { changes, reportsDeletes } = (await mailpin.call('crms.list', {})).at(-1)?.capabilities ?? {};
    return { changes, reportsDeletes };
  };
  expect(await way()).toEqual({ changes: 'updated-since', reportsDeletes: false });
  const later = await openProfile({ source: arrayServer().source });
  sell.setSync('has');
  await later.call('crms.connect', { connector: 'sell', url: sell.url, values: { token: SELL_TOKEN } });
  await later.call('crms.load', { crmId: SELL });
  expect((await later.call('crms.list', {})).at(-1)?.capabilities).toMatchObject({
    changes: 'cursor',
    reportsDeletes: true,
  });
});

test('a deal of another CRM is not moved here', async () => {
  const { mailpin, connect } = await house();
  await connect(SELL_TOKEN);
  await mailpin.call('crms.load', { crmId: SELL });
  const move = mailpin.call('cards.move', { cardId: DEAL as never, stageId: '13' });
  await expect(move).rejects.toMatchObject({ code: 'input.card-elsewhere' });
});
