/** Bounces, invitations and absences as the reader sees them, in real Chromium. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reader, threadRow } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

test('a mail that did not arrive says so where it stands, with the reason and what the server said', async () => {
  const { page, complaints } = await house.open();
  await threadRow(page, /Not delivered/).click();
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
  const { page } = await house.open();
  await threadRow(page, /Security questionnaire/).click();
  const thread = reader(page);
  await thread
    .getByRole('button', { name: /^Open the mail from Marta/ })
    .first()
    .click();
  const note = thread.getByRole('note').filter({ hasText: 'Walk through the security answers' });
  await expect
    .poll(() => note.textContent())
    .toMatch(/26 November 2026.*14:00.*15:00.*Room Ostsee.*Marta Kowalska.*2 people invited/);
});
