import { expect, onTestFinished, test } from 'vitest';
import { ESPO_KEY } from '../../e2e/servers/crm/espocrm.ts';
import { ESPO_IDS, espoWithCards } from '../../e2e/servers/crm/espocrm/target.ts';
import type { CardId, CrmId } from '../../app/domain/ids.ts';
import { arrayServer, mailOf } from '../services/testing/array-source.ts';
import { SALLY } from '../services/testing/people.ts';
import { addSally, openProfile } from '../services/testing/profile.ts';

const ESPO = 'espocrm' as CrmId;
const { company, contact, deal } = ESPO_IDS;
const DEAL = `espocrm:deal:${deal}` as CardId;

/** Sally's mailbox with one mail of Ana, and an EspoCRM that keeps a mail on one record and has a deal with her. */
async function house() {
  const espo = await espoWithCards();
  onTestFinished(() => espo.stop());
  const server = arrayServer();
  server.deliver('INBOX', mailOf({ id: 'm1', from: 'ana@acme.example', to: SALLY, subject: 'Quote', at: 1 }));
  const mailpin = await openProfile({ source: server.source });
  await addSally(mailpin);
  await mailpin.call('sync.once', {});
  await mailpin.call('crms.connect', { connector: 'espocrm', url: espo.url, values: { token: ESPO_KEY } });
  await mailpin.call('crms.load', { crmId: ESPO });
  await mailpin.call('rehearsal.go', { crmId: ESPO });
  await mailpin.call('outbox.drain', {});
  return { espo, mailpin };
}

test('a mail of a person on a deal is on the deal alone; when the deal lets go, it is on the person, as one mail', async () => {
  const { espo, mailpin } = await house();
  expect([espo.emailsOn(deal), espo.emailsOn(contact), espo.emailsOn(company)]).toEqual([['Quote'], [], []]);
  await mailpin.call('links.detach', { mails: [{ messageId: 'm1@mail.test' }], cardId: DEAL, reach: 'thread' });
  await mailpin.call('outbox.drain', {});
  expect([espo.emailsOn(deal), espo.emailsOn(contact), espo.emails().length]).toEqual([[], ['Quote'], 1]);
});

test('a deal that was deleted there is gone here after the next load', async () => {
  const { espo, mailpin } = await house();
  espo.remove('Opportunity', deal);
  await mailpin.call('crms.load', { crmId: ESPO });
  expect((await mailpin.call('cards.list', { limit: 9 })).map(({ kind }) => kind).toSorted()).toEqual([
    'company',
    'contact',
    'lead',
  ]);
});
