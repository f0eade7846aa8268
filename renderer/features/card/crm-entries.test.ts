import { afterAll, beforeAll, expect, test } from 'vitest';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

test('a card shows what others put on it at the CRM, and offers to take back a copy of ours', async () => {
  const { page, complaints } = await house.open();
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await page
    .getByRole('button', { name: /Rossi Impianti/ })
    .first()
    .click();
  const entries = page.getByRole('region', { name: 'At the CRM, not by Mailpin' });
  await entries.getByText('A note somebody wrote there.').waitFor();
  await entries.getByText('It is not on this computer.').waitFor();
  await entries
    .getByRole('listitem')
    .filter({ hasText: 'A second copy beside Mailpin’s.' })
    .getByRole('button')
    .click();
  await page.getByRole('dialog').waitFor();
  expect(complaints).toEqual([]);
});
