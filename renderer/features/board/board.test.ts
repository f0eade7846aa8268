import { afterAll, beforeAll, expect, test } from 'vitest';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

test('a board without deals leads to the CRMs, where deals come from', async () => {
  const { page, complaints } = await house.open({ scene: 'empty' });
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  const board = page.getByRole('region', { name: 'Board' });
  await board.getByText('No deals yet').waitFor();
  expect(await board.getByText('Qualified').count()).toBe(0);
  await board.getByRole('button', { name: 'Go to the CRMs' }).click();
  await page.getByRole('button', { name: 'Connect a CRM' }).waitFor();
  expect(complaints).toEqual([]);
});
