import { expect, onTestFinished, test } from 'vitest';
import { TARGETS } from '../../e2e/servers/crm/targets.ts';
import type { CrmId } from '../../app/domain/ids.ts';
import { arrayServer, mailOf, minute } from '../services/testing/array-source.ts';
import { SALLY } from '../services/testing/people.ts';
import { addSally, openProfile } from '../services/testing/profile.ts';

test.each(['hubspot', 'pipedrive'] as const)(
  '%s: connected, read, rehearsed, pushed once on every card, taken off one by the user and off the other by the ledger',
  async (connector) => {
    const crmId: string = connector;
    const standIn = await TARGETS[connector].start();
    onTestFinished(() => standIn.stop());
    const server = arrayServer();
    // Later than the deals of the stand-ins, some of which are made now: an earlier mail is about none of them.
    const at = Math.ceil((Date.now() - minute(0)) / 60_000) + 1;
    server.deliver('INBOX', mailOf({ id: 'm1', from: 'ana@acme.example', to: SALLY, subject: 'Quote', at }));
    const mailpin = await openProfile({ source: server.source });
    await addSally(mailpin);
    await mailpin.call('sync.once', {});
    await mailpin.call('crms.connect', { connector, url: standIn.url, values: standIn.values });
    await mailpin.call('crms.load', { crmId: crmId as CrmId });
    const deal = `${connector}:deal:300`;
    const contact = `${connector}:contact:200`;
    const onCard = async (cardId: string) => (await mailpin.call('cards.get', { cardId })).atCrm;

    await mailpin.call('outbox.drain', {});
    expect(await onCard(deal)).toEqual([]);
    const rehearsals = await mailpin.call('rehearsal.get', {});
    expect(rehearsals.find((one) => one.crmId === crmId)).toMatchObject({ mailCount: 1, cardCount: 2 });
    await mailpin.call('rehearsal.go', { crmId: crmId as CrmId });
    expect(await mailpin.call('outbox.drain', {})).toMatchObject({ attached: 2, dead: 0 });
    expect(await mailpin.call('outbox.drain', {})).toMatchObject({ attached: 0 });
    expect(await onCard(deal)).toMatchObject([{ isOurs: true, subject: 'Quote' }]);
    expect(await onCard(contact)).toMatchObject([{ isOurs: true, subject: 'Quote' }]);

    await mailpin.call('links.detach', { mails: [{ messageId: 'm1@mail.test' }], cardId: deal, reach: 'thread' });
    await mailpin.call('outbox.drain', {});
    expect(await onCard(deal)).toEqual([]);
    expect(await onCard(contact)).toHaveLength(1);
    const { items } = await mailpin.call('ledger.list', { cardId: contact, limit: 9 });
    await mailpin.call('ledger.take-back', { ledgerId: items[0]?.id ?? (0 as never) });
    await mailpin.call('outbox.drain', {});
    expect(await onCard(contact)).toEqual([]);
    const told = await mailpin.call('ledger.list', { cardId: contact, limit: 9 });
    expect(told.items[0]?.answer).toBe('deleted');
  },
  60_000,
);
