import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { said } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

async function rules(section?: string): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const { page, complaints } = await house.open();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByRole('heading', { name: 'Rules' }).waitFor();
  if (section !== undefined) await page.getByRole('button', { name: section }).click();
  return { page, complaints };
}

test('whose an address is, is said in one step and taken back in one', async () => {
  const { page, complaints } = await rules();
  const whose = page.getByRole('combobox', { name: 'Whose tom@acme.example is' });
  await whose.selectOption('Neither');
  await said(page, 'Rules changed. 2 mails were touched.');
  const row = page.getByRole('row', { name: /tom@acme/ });
  await row.getByText('you said so').waitFor();
  await row.getByRole('button', { name: 'Reset' }).click();
  await row.getByText('by its domain').waitFor();
  expect(complaints).toEqual([]);
});

test('a proposed address is answered, and leaves the proposals', async () => {
  const { page } = await rules();
  const proposal = page.getByRole('list', { name: 'Proposals' }).getByRole('listitem').filter({ hasText: 'sales@' });
  await proposal.getByRole('button', { name: 'Mine' }).click();
  await proposal.waitFor({ state: 'detached' });
  await page.getByRole('combobox', { name: 'Whose sales@acme-berlin.example is' }).waitFor();
});

test('a change of many mails is shown before it is made, and made when the user says go', async () => {
  const { page } = await rules();
  const company = page.getByRole('region', { name: 'Your company’s domains' });
  await company.getByLabel('Domain').fill('ferreira.example');
  await company.getByRole('button', { name: 'Add' }).click();
  const dialog = page.getByRole('dialog', { name: 'What this changes' });
  await dialog.getByText('Changes 37 mails: 12 leave cards, 25 are newly matched.').waitFor();
  await dialog.getByRole('button', { name: 'Leave it as it is' }).click();
  expect(await company.getByText('ferreira.example').count()).toBe(0);
  await company.getByLabel('Domain').fill('ferreira.example');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Change 37 mails' }).click();
  await company.getByText('ferreira.example').waitFor();
});

test('a filter opens to its mails, and one click lets a sender, domain or list through', async () => {
  const { page, complaints } = await rules('Filters');
  await page.getByRole('button', { name: /Newsletters and lists/ }).click();
  await page.getByRole('button', { name: 'Let all mail of the list weekly.shop.example through' }).first().click();
  await page.getByRole('region', { name: 'Let through' }).getByText('weekly.shop.example').waitFor();
  await page.getByRole('button', { name: 'Take weekly.shop.example off' }).click();
  await page.getByText('weekly.shop.example').first().waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('blocking asks what becomes of the mail that is here; protecting does not', async () => {
  const { page, complaints } = await rules('Blocked and protected');
  await page.getByLabel('Address, domain or card').fill('eve@rival.example');
  await page.getByRole('button', { name: 'Block', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'What this changes' });
  await dialog.getByRole('radio', { name: /Take it out of the mirror \(2 mails\)/, checked: true }).waitFor();
  await dialog.getByRole('radio', { name: 'Keep it here, off every card' }).check();
  await dialog.getByRole('button', { name: /Change/ }).click();
  await page.getByRole('button', { name: /eve@rival\.example blocked/ }).waitFor();
  await page.getByRole('button', { name: 'Protect', exact: true }).click();
  await said(page, 'Rules changed. 2 mails were touched.');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'lawyers.example' })
    .getByRole('button', { name: 'Protect no longer' })
    .click();
  await page.getByText('lawyers.example').waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});
