/** Bounces, invitations and absences as the reader sees them, in real Chromium. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeliveryTrouble } from '../../../app/contract/mail-details-views.ts';
import type { MailId, UnixMs } from '../../../app/domain/ids.ts';
import type { BounceRecipient, MailDetails } from '../../../app/domain/mail-details.ts';
import { reader, threadRow } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

const NOT_REACHED: BounceRecipient = {
  address: 'p.dupont@verrier.example',
  outcome: 'failed',
  isHard: true,
  reason: 'no-such-mailbox',
  statusCode: '5.1.1',
  diagnostic: '550 5.1.1 <p.dupont@verrier.example>: Recipient address rejected: User unknown',
};
const INVITATION: MailDetails = {
  kind: 'invitation',
  method: 'REQUEST',
  uid: 'e1@nordlicht.example',
  sequence: 0,
  summary: 'Walk through the security answers',
  location: 'Room Ostsee, or by video',
  organizer: { address: 'marta@nordlicht.example', name: 'Marta Kowalska', status: 'accepted' },
  attendees: [
    { address: 'sally@acme.example', name: 'Sally Berg', status: 'needs-action' },
    { address: 'tom@acme.example', name: 'Tom Berg', status: 'accepted' },
  ],
  startsAt: { local: '2026-11-26T15:00:00', zone: 'Europe/Berlin', at: Date.UTC(2026, 10, 26, 14) as UnixMs },
  endsAt: { local: '2026-11-26T16:00:00', zone: 'Europe/Berlin', at: Date.UTC(2026, 10, 26, 15) as UnixMs },
  isRecurring: false,
};
const TROUBLE: DeliveryTrouble = { ...NOT_REACHED, reportedAt: 0 as UnixMs, bounceMailId: 0 as MailId };
const ME = 'Sally Berg <sally@acme.example>';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

test('a mail that did not arrive says so where it stands, with the reason and what the server said', async () => {
  const { page, complaints } = await house.open({ fillers: 0 });
  const details: MailDetails = {
    kind: 'bounce',
    recipients: [NOT_REACHED],
    originalId: null,
    originalSubject: 'Valves',
  };
  const mails = [
    { from: ME, to: ['p.dupont@verrier.example'], hoursAgo: 41, text: 'About the valves.', troubles: [TROUBLE] },
    { from: 'mailer-daemon@acme.example', to: [ME], hoursAgo: 40, text: 'address unknown', details },
  ];
  await page.evaluate((thread) => window.fake.receive(thread), { subject: 'Valves for Verrier', mails });
  await threadRow(page, /Valves for Verrier/).click();
  const thread = reader(page);
  await expect
    .poll(() => thread.getByText('Did not reach p.dupont@verrier.example: no such mailbox (5.1.1)').count())
    .toBe(2);
  await thread.getByRole('button', { name: 'Open the mail from You' }).click();
  const sent = thread.getByRole('article', { name: 'Mail from You' });
  await expect.poll(() => sent.getByText(/sending again does not help/).count()).toBe(1);
  await expect.poll(() => sent.getByText(/The server said: 550 5\.1\.1/).count()).toBe(1);
  expect(complaints).toEqual([]);
});

test('an invitation says what, when, where and who', async () => {
  const { page } = await house.open({ fillers: 0 });
  const mails = [{ from: 'marta@nordlicht.example', to: [ME], hoursAgo: 2, text: 'Will it do?', details: INVITATION }];
  await page.evaluate((thread) => window.fake.receive(thread), { subject: 'A time to talk', mails });
  await threadRow(page, /A time to talk/).click();
  const thread = reader(page);
  const note = thread.getByRole('note').filter({ hasText: 'Walk through the security answers' });
  await expect
    .poll(() => note.textContent())
    .toMatch(/26 November 2026.*14:00.*15:00.*Room Ostsee.*Marta Kowalska.*2 people invited/);
});
