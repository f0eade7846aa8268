import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MessageId } from '../../app/domain/ids.ts';
import type { BounceRecipient } from '../../app/domain/mail-details.ts';
import type { MailView } from '../../app/contract/mail-views.ts';
import { openWorld, type World } from './testing/world.ts';
import type { Letter } from './testing/letters.ts';

const SALLY = 'Sally <sally@seller.example>';
const ROBOT = 'Mail System <mailer-daemon@mx.example>';
const FAILED: BounceRecipient = {
  ...{ address: 'ana@acme.example', outcome: 'failed', isHard: true, reason: 'no-such-mailbox' },
  ...{ statusCode: '5.1.1', diagnostic: '550 5.1.1 User unknown' },
};
const DELAYED: BounceRecipient = {
  ...FAILED,
  outcome: 'delayed',
  isHard: false,
  reason: 'unreachable',
  statusCode: '4.4.1',
};
const DELIVERED: BounceRecipient = {
  ...FAILED,
  outcome: 'delivered',
  isHard: false,
  reason: 'unknown',
  statusCode: null,
};

let world: World;
beforeEach(() => {
  world = openWorld();
});
afterEach(() => {
  world.close();
});

const OFFER: Letter = {
  id: 'offer@seller.example',
  from: SALLY,
  to: ['Ana <ana@acme.example>'],
  subject: 'Offer',
  mailbox: 'sent',
};
const bounce = (id: string, at: number, ...recipients: readonly BounceRecipient[]): Letter => ({
  ...{ id: `${id}@mx.example`, from: ROBOT, to: [SALLY], subject: 'Undelivered', at, kind: 'bounce' },
  details: { kind: 'bounce', recipients, originalId: 'offer@seller.example' as MessageId, originalSubject: 'Offer' },
});

async function view(id: string): Promise<MailView> {
  const { mails } = await world.ask['threads.of']({ mail: { messageId: id } });
  const [mail] = mails.filter(({ messageId }) => messageId === id);
  if (mail === undefined) throw new Error(id);
  return mail;
}

test.each([
  ['after', [OFFER, bounce('b', 5, FAILED)]],
  ['before', [bounce('b', 5, FAILED), OFFER]],
])('a bounce that arrives %s the mail it is about is shown at that mail', async (_, letters) => {
  for (const letter of letters) world.receive(letter);
  const offer = await view('offer@seller.example');
  const report = await view('b@mx.example');
  expect(offer.troubles).toEqual([{ ...FAILED, reportedAt: report.sentAt, bounceMailId: report.id }]);
  expect(report).toMatchObject({ kind: 'bounce', bounced: { mailId: offer.id, subject: 'Offer' }, troubles: [] });
});

test.each([
  ['a delay that ends well is no trouble', [DELAYED, DELIVERED], []],
  ['a delay that ends in a failure is a failure', [DELAYED, FAILED], ['failed']],
  ['nothing takes a failure back', [FAILED, DELAYED, DELIVERED], ['failed']],
])('%s', async (_, reports, outcomes) => {
  world.receive(OFFER);
  reports.forEach((report, at) => world.receive(bounce(`b${String(at)}`, at + 1, report)));
  expect((await view('offer@seller.example')).troubles.map(({ outcome }) => outcome)).toEqual(outcomes);
});

test('a bounce that names the id of a mail somebody else wrote says nothing of it', async () => {
  world.receive({ ...OFFER, from: 'Ana <ana@acme.example>', to: [SALLY], mailbox: 'inbox' });
  world.receive(bounce('b', 5, FAILED));
  expect((await view('offer@seller.example')).troubles).toEqual([]);
  expect((await view('b@mx.example')).bounced).toBeNull();
});
