import { afterAll, beforeAll, expect, test } from 'vitest';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

test('the ledger is reached by keyboard, searched, and a line of it taken back', async () => {
  const { page, complaints } = await house.open();
  await page.getByRole('button', { name: /Sent to CRM/ }).click();
  await page.getByRole('tab', { name: 'What stands' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: 'Ledger', selected: true }).waitFor();
  await page.getByRole('searchbox', { name: 'Search the ledger' }).fill('nordlicht');
  const lines = page.getByRole('tabpanel').getByRole('row');
  // What is left besides the line of titles has the word.
  await lines.filter({ hasNotText: 'Nordlicht' }).nth(1).waitFor({ state: 'detached' });
  expect(await lines.count()).toBeGreaterThan(1);
  await page
    .getByRole('button', { name: /^Take “.+” back from / })
    .first()
    .click();
  await expect
    .poll(() => page.evaluate(() => window.fake.calls.at(-1)?.name), { timeout: 10_000 })
    .toBe('ledger.take-back');
  expect(complaints).toEqual([]);
});

test('a ledger in which nothing fits says what was searched', async () => {
  const { page } = await house.open();
  await page.getByRole('button', { name: /Sent to CRM/ }).click();
  await page.getByRole('tab', { name: 'Ledger' }).click();
  await page.getByRole('searchbox', { name: 'Search the ledger' }).fill('zzz');
  await page.getByRole('heading', { name: 'No line fits' }).waitFor();
});

test('a parked mail shows what the CRM said, what to do, and a way to try again', async () => {
  const { page, complaints } = await house.open();
  await page.getByRole('button', { name: /Sent to CRM/ }).click();
  const parked = page.getByRole('row').filter({ hasText: 'Every email needs a project code' }).first();
  await parked.getByText(/then push again/).waitFor();
  await parked.getByRole('button', { name: /again/i }).click();
  await expect
    .poll(() => page.evaluate(() => window.fake.calls.some(({ name }) => name === 'outbox.retry')), { timeout: 10_000 })
    .toBe(true);
  expect(complaints).toEqual([]);
});
