import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

const field = (page: Page) => page.getByRole('combobox', { name: 'Search mail, people and deals' });
const proposed = (page: Page) => page.getByRole('listbox', { name: 'What can come next' }).getByRole('option');
const results = (page: Page) => page.getByRole('region', { name: 'Search results' });

test('operators and their values are proposed while one types, and taken by keys alone', async () => {
  const { page, complaints } = await house.open();
  await page.keyboard.press('/');
  await page.keyboard.type('questionnaire i');
  await proposed(page).filter({ hasText: 'is:' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await field(page).inputValue()).toBe('questionnaire is:');
  await page.keyboard.type('unr');
  await proposed(page).filter({ hasText: 'not read yet' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await field(page).inputValue()).toBe('questionnaire is:unread ');
  await page.keyboard.type('f');
  await proposed(page).first().waitFor();
  await page.keyboard.press('Escape');
  await proposed(page).first().waitFor({ state: 'detached' });
  expect(await field(page).inputValue()).toBe('questionnaire is:unread f');
  expect(complaints).toEqual([]);
});

test('Enter without an arrow before it ends the search, though something is proposed', async () => {
  const { page } = await house.open();
  await field(page).fill('on');
  await proposed(page).first().waitFor();
  await page.keyboard.press('Enter');
  expect(await field(page).inputValue()).toBe('on');
  await page.locator('.search-results [role=listbox]:focus').waitFor();
});

test('what was understood stands as chips, and a chip taken away leaves the rest', async () => {
  const { page } = await house.open();
  await field(page).fill('questionnaire -subject:lunch after:2024-01-01');
  const chips = results(page).getByRole('list', { name: 'What the search asks for' }).getByRole('listitem');
  await chips.filter({ hasText: 'not: subject: lunch' }).waitFor();
  await results(page).getByRole('button', { name: 'Remove “since 1 Jan 2024”' }).click();
  await chips.filter({ hasText: 'since' }).waitFor({ state: 'detached' });
  expect(await field(page).inputValue()).toBe('questionnaire -subject:lunch');
});

test('the words that were found stand in the row, however narrow the window and long the subject', async () => {
  const { page } = await house.open({ viewport: { width: 960, height: 640 } });
  await field(page).fill('security');
  const row = results(page).getByRole('option', { name: /Quote 2291/ });
  await row.locator('.row-snippet mark', { hasText: /^security$/i }).waitFor();
  // In one look, or the row may be drawn anew in between.
  const [mark, end] = await row.evaluate((element) =>
    [element.querySelector('.row-snippet mark'), element].map(
      (one) => one?.getBoundingClientRect().right ?? Number.NaN,
    ),
  );
  expect(mark).toBeLessThan(end ?? Number.NaN);
});

test('words are marked where they were found, and mails are counted', async () => {
  const { page } = await house.open({ fillers: 400 });
  await field(page).fill('order');
  await results(page).locator('mark', { hasText: 'Order' }).first().waitFor();
  await results(page).getByText('more than 200 mails').waitFor();
});

test('mail that cannot be found yet is told of', async () => {
  const { page } = await house.open({ scene: 'trouble' });
  await field(page).fill('questionnaire');
  await results(page).getByText('1,204 mails are still being indexed').waitFor();
});

test('a slip is told below the field, with the search that was meant, and the answers before stay', async () => {
  const { page } = await house.open();
  await field(page).fill('questionnaire');
  await results(page).getByRole('option').first().waitFor();
  await field(page).fill('questionnaire subejct:security');
  await results(page).getByText('There is no search operator “subejct:”.').waitFor();
  expect(await results(page).getByRole('option').count()).toBeGreaterThan(0);
  await results(page).getByRole('button', { name: 'Search for questionnaire subject:security' }).click();
  await results(page).getByText('There is no search operator').waitFor({ state: 'detached' });
});

test('a card that is not there is told of as calmly', async () => {
  const { page } = await house.open();
  await field(page).fill('deal:nowhere');
  await results(page).getByText('No card fits “deal:nowhere”.').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('nothing found says what was looked for', async () => {
  const { page } = await house.open();
  await field(page).fill('zeppelin from:nobody');
  await results(page).getByText('Asked for: “zeppelin” and from nobody.').waitFor();
});
