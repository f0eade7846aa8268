import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attachedCards, cardNames, orders, said, target, threadRow } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

test('attach, detach and undo need no mouse, and each is announced', async () => {
  const { page, complaints } = await house.open();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await target(page, 'Ferreira Foods, pilot').waitFor();
  await page.keyboard.type('Blanc');
  await target(page, 'Ferreira Foods, pilot').waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  expect(await cardNames(page, 3)).toContain('Blanc Textile, three years');
  await said(page, 'Attached “見積書の件” to Blanc Textile, three years. Press U to undo.');
  await page.keyboard.press('u');
  await said(page, 'Undone.');
  await attachedCards(page).nth(2).waitFor({ state: 'detached' });
  await page.keyboard.press('d');
  await page
    .getByRole('dialog')
    .getByRole('radio', { name: 'This thread, also later replies', checked: true })
    .waitFor();
  await page.keyboard.press('Enter');
  await said(page, 'Taken off Sato Seiki, 40 seats. Press U to undo.');
  expect(await cardNames(page, 1)).toEqual(['佐藤健二']);
  expect(complaints).toEqual([]);
});

test('a dialog that is closed gives the focus back to what had it', async () => {
  const { page, complaints } = await house.open();
  await threadRow(page, /Lunch on Thursday/).click();
  const list = page.getByRole('listbox', { name: 'All mail' });
  const dialog = page.getByRole('dialog');
  for (const key of ['?', 'Control+k', 'd']) {
    await page.keyboard.press(key);
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect([key, await list.evaluate((element) => element === document.activeElement)]).toEqual([key, true]);
  }
  const opener = page.getByRole('button', { name: 'Connect a mailbox' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Mail address').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(complaints).toEqual([]);
});

test('D straight after an attach means the card that was attached, when that is the deal', async () => {
  const { page } = await house.open();
  await threadRow(page, /Lunch on Thursday/).click();
  await cardNames(page, 1);
  await page.keyboard.press('a');
  await page.keyboard.type('Blanc');
  await target(page, 'Ben Ashworth').waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.keyboard.press('d');
  await page.getByRole('dialog', { name: 'Take off Blanc Textile, three years' }).waitFor();
});

test('taking a card off offers the people outside the house, never a colleague', async () => {
  const { page } = await house.open();
  await threadRow(page, /Quote 2291/).click();
  await cardNames(page, 1);
  await page.keyboard.press('d');
  const reaches = page.getByRole('dialog').getByRole('radio');
  await reaches.first().waitFor();
  expect(await reaches.evaluateAll((radios) => radios.map((radio) => radio.parentElement?.textContent))).toEqual([
    'This mail only',
    'This thread, also later replies',
    'Every mail with Ana Ferreira on this card',
  ]);
});

test('a number answers the question of the open thread', async () => {
  const { page } = await house.open();
  await threadRow(page, /Quote 2291/).click();
  await page.getByRole('button', { name: 'Ferreira Foods, pilot' }).waitFor();
  await page.keyboard.press('2');
  expect(await cardNames(page, 2)).toEqual(['Ferreira Foods, pilot', 'Ana Ferreira']);
});

test('cutting a mail and pasting it on a deal is the same as dragging it', async () => {
  const { page } = await house.open();
  await threadRow(page, /Lunch on Thursday/).click();
  await page.keyboard.press('x');
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await page.getByRole('button', { name: 'Deal Ashworth upgrade' }).focus();
  await page.keyboard.press('Control+v');
  await said(page, 'Attached “Lunch on Thursday?” to Ashworth upgrade. Press U to undo.');
  expect(await orders(page)).toEqual([
    { name: 'links.attach', input: { mails: [{ mailId: 9 }], cardId: 'builtin:deal:d5', reach: 'thread' } },
  ]);
});

test('G goes to each place, the question mark shows every key, the palette opens a card', async () => {
  const { page, complaints } = await house.open();
  for (const [key, name] of [
    ['b', 'Board'],
    ['n', 'Needs you'],
    ['s', 'Sent to CRM'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await page.getByRole('region', { name, exact: true }).waitFor();
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Attach to a card').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('rollout');
  await page.getByRole('option', { name: 'Ferreira Foods, rollout' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ferreira Foods, rollout' }).waitFor();
  expect(complaints).toEqual([]);
});

test('the slash searches as one types, and arrow down goes into the answers', async () => {
  const { page } = await house.open();
  await page.keyboard.press('/');
  await page.keyboard.type('questionnaire');
  const found = page.getByRole('listbox', { name: 'Search results' }).getByRole('option');
  await found.nth(1).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  await page.getByRole('article').first().waitFor();
});

const focusIn = (page: Page, name: string) =>
  page.getByRole('main').evaluate((main, of) => {
    const focused = document.activeElement;
    return main.contains(focused) && (focused?.closest('[aria-label]')?.getAttribute('aria-label') ?? '') === of;
  }, name);

test.each([
  ['n', 'Needs you'],
  ['s', 'Sent to CRM'],
  ['h', 'What I did'],
  ['c', 'CRMs'],
  ['r', 'Rules'],
  ['i', 'All mail'],
])('G and %s take the focus along to %s', async (key, name) => {
  const { page } = await house.open();
  await page.keyboard.press('j');
  for (const away of ['g', 'b']) await page.keyboard.press(away);
  await page.getByRole('heading', { name: 'Board' }).waitFor();
  await page.getByRole('button', { name: 'Keys and help' }).focus();
  for (const there of ['g', key]) await page.keyboard.press(there);
  await expect.poll(() => focusIn(page, name)).toBe(true);
  await page.keyboard.press('Tab');
  const isBefore = await page
    .getByRole('main')
    .evaluate(
      (main) => (main.compareDocumentPosition(document.activeElement ?? main) & Node.DOCUMENT_POSITION_PRECEDING) > 0,
    );
  expect(isBefore).toBe(false);
});

test('J brings the focus to the list, where it is seen, and A and Escape give it back', async () => {
  const { page } = await house.open();
  const list = page.getByRole('listbox', { name: 'All mail' });
  await list.waitFor();
  await page.keyboard.press('j');
  const isFocused = () =>
    list.evaluate((element) => element === document.activeElement && element.matches(':focus-visible'));
  expect(await isFocused()).toBe(true);
  await page.keyboard.press('a');
  await page.getByRole('listbox', { name: 'Cards, best first' }).waitFor();
  await page.keyboard.press('j');
  expect(await isFocused()).toBe(false);
  await page.keyboard.press('Escape');
  expect(await isFocused()).toBe(true);
});

test('a card that is gone to from the palette has the focus', async () => {
  const { page } = await house.open();
  await page.getByRole('button', { name: 'Keys and help' }).focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Nordlicht renewal');
  await page
    .getByRole('option', { name: /Nordlicht renewal/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Nordlicht renewal' }).waitFor();
  await expect.poll(() => page.getByRole('main').evaluate((main) => main.contains(document.activeElement))).toBe(true);
});
