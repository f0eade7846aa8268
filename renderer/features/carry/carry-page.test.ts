import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { said } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

async function carryOfSell(): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const { page, complaints } = await house.open();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  const sell = page.getByRole('region', { name: 'Zendesk Sell' });
  await sell.getByRole('button', { name: 'Carry its mail over to another CRM' }).click();
  await page.getByRole('heading', { name: 'Carry the mail of Zendesk Sell over' }).waitFor();
  return { page, complaints };
}
const row = (page: Page, name: string) => page.getByRole('table').getByRole('row', { name });

test('the table says what speaks for a counterpart; the user chooses where it is unsure, before anything goes', async () => {
  const { page, complaints } = await carryOfSell();
  await page.getByText('Nothing is carried over before you saw the table and the counts.').waitFor();
  await page.getByRole('button', { name: 'Match the cards' }).click();
  await page.getByRole('heading', { name: /^Would come to .*: 214 mails on 3 cards/ }).waitFor();
  await row(page, 'Ana Ferreira').getByText('address ana@ferreira.example').waitFor();
  const contract = row(page, '€12,400');
  await contract.getByText('but another value').waitFor();
  await contract.getByRole('combobox').selectOption({ label: 'Service contract (Ruiz y Hijos)' });
  await contract.getByText('chosen by you').waitFor();
  await page.getByRole('tab', { name: 'No counterpart' }).click();
  await row(page, 'Priya Nair').getByRole('combobox').selectOption('Leave its mail where it is');
  await page.getByRole('tab', { name: 'Left where they are' }).click();
  await row(page, 'Priya Nair').waitFor();
  expect(complaints).toEqual([]);
});

test('it goes with its progress, is stopped and goes on, and tells what could not go', async () => {
  const { page, complaints } = await carryOfSell();
  await page.getByRole('button', { name: 'Match the cards' }).click();
  await page.getByRole('button', { name: 'Carry over and send' }).click();
  await page.getByRole('progressbar', { name: 'Progress of the carry-over' }).waitFor();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await said(page, 'Stopped. What was carried over stays.');
  await page
    .getByText(/^Stopped after \d of 3 cards/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Go on' }).click();
  await said(page, 'Carried over; the mail is on its way.');
  const report = page.getByRole('region', { name: 'What became of it' });
  await report.getByText('196 mails have arrived, 14 are on their way.').waitFor();
  await report.getByRole('listitem').filter({ hasText: 'Priya Nair' }).getByText('there is no such card').waitFor();
  expect(complaints).toEqual([]);
});
