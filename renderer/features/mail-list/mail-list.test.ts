import { afterAll, beforeAll, expect, test } from 'vitest';
import { threadRow } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

const ARRIVED = {
  subject: 'Just arrived',
  mails: [
    { from: 'New Person <new@example.test>', to: ['Sally Berg <sally@acme.example>'], hoursAgo: 0, text: 'Hello' },
  ],
};

test('a list of 20,000 threads keeps only what is near in the page', async () => {
  const { page } = await house.open({ fillers: 20_000 });
  const list = page.getByRole('listbox', { name: 'All mail' });
  await list.getByRole('option').first().waitFor();
  expect(await list.getByRole('option').first().getAttribute('aria-setsize')).toBe('20013');
  expect(await list.getByRole('option').count()).toBeLessThan(40);
  await list.evaluate((element) => element.scrollTo(0, 9_000));
  await list.locator('[aria-posinset="145"]').waitFor();
  expect(await list.getByRole('option').count()).toBeLessThan(50);
});

test('mail that arrives appears by itself at the top', async () => {
  const { page } = await house.open();
  await page.evaluate((mail) => window.fake.receive(mail), ARRIVED);
  await threadRow(page, /Just arrived/).waitFor();
});

test('mail that arrives does not move what one is reading further down', async () => {
  const { page } = await house.open();
  const list = page.getByRole('listbox', { name: 'All mail' });
  await list.evaluate((element) => element.scrollTo(0, 2_000));
  const row = list.getByRole('option', { name: /Order confirmation 3984/ });
  await row.waitFor();
  const before = await row.boundingBox();
  await page.evaluate((mail) => window.fake.receive(mail), ARRIVED);
  await page.getByText('114 threads').waitFor();
  expect((await row.boundingBox())?.y).toBe(before?.y);
});

test('Shift and Ctrl select as lists do, and the list says so to screen readers', async () => {
  const { page } = await house.open();
  await threadRow(page, /Security questionnaire/).click();
  await threadRow(page, /Five trends/).click({ modifiers: ['Shift'] });
  await threadRow(page, /Lunch/).click({ modifiers: ['ControlOrMeta'] });
  await page.getByRole('heading', { name: '3 threads selected' }).waitFor();
  expect(await page.getByRole('option', { selected: true }).count()).toBe(3);
  const list = page.getByRole('listbox', { name: 'All mail' });
  expect(await list.getAttribute('aria-multiselectable')).toBe('true');
  expect(await list.getAttribute('aria-activedescendant')).toBe(await threadRow(page, /Lunch/).getAttribute('id'));
});

test('mail that a filter held says what held it, not that nobody on it has a card', async () => {
  const { page } = await house.open();
  await threadRow(page, /Five trends/).click();
  await page
    .getByRole('region', { name: 'Thread', exact: true })
    .getByText('A newsletter. It stays on this computer.')
    .waitFor();
});

test('a thread with 5,000 recipients shows their number, and all of them on demand', async () => {
  const { page } = await house.open();
  await threadRow(page, /Partner day/).click();
  await page.getByRole('button', { name: 'to you, Partner 0, Partner 1 and 4,997 others' }).click();
  expect(await page.getByRole('list', { name: '5,000 recipients' }).getByRole('listitem').count()).toBe(5_000);
});

test.each([
  ['first-run', 'Connect a mailbox'],
  ['stopped', 'Try again'],
] as const)('scene %s shows its way on', async (scene, button) => {
  const { page, complaints } = await house.open({ scene });
  await page.getByRole('button', { name: button }).waitFor();
  expect(complaints).toEqual([]);
});

test('an account whose sign-in was refused says so in the status line, with the fix beside it', async () => {
  const { page } = await house.open({ scene: 'trouble' });
  const status = page.getByRole('contentinfo', { name: 'Status' });
  await status.getByText('sally@acme.example — Inbox 1,268 of 1,268, Sent 337 of 337').waitFor();
  await status.getByText(/imap\.acme\.example refused the user name or password/).waitFor();
  await status.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByRole('dialog', { name: 'Sign in to sales@acme.example' }).getByLabel('Password').waitFor();
});
