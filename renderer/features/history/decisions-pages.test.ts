import { afterAll, beforeAll, expect, test } from 'vitest';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(async () => {
  await house.close();
});

test('what I did is a place: each action has its undo, and the last hour goes back in one', async () => {
  const { page, complaints } = await house.open();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.getByRole('heading', { name: 'You have not decided anything yet' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await page.getByRole('option').first().click();
  await page.keyboard.press('d');
  await page.getByRole('dialog').getByRole('button', { name: 'Take off' }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page
    .getByRole('list', { name: 'What I did' })
    .getByRole('button', { name: /^Undo: Took/ })
    .waitFor();
  if (process.env['PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['PICTURES']}/actions.png` });
  await page.getByRole('button', { name: 'Put my last hour back' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Takes back 1 action.').waitFor();
  await dialog.getByRole('button', { name: 'Undo 1 action' }).click();
  await page
    .getByRole('list', { name: 'What I did' })
    .getByRole('button', { name: /^Undo: Took/ })
    .waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('mail that looks personal waits in Needs you, and one press sends it or keeps it', async () => {
  const { page, complaints } = await house.open();
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  const held = page.getByRole('region', { name: 'Looks personal' });
  await held.getByText('2 mails look personal and wait for your yes').waitFor();
  if (process.env['PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['PICTURES']}/held.png` });
  await held.getByRole('button', { name: /^Push/ }).first().click();
  await held.getByText('1 mail looks personal and waits for your yes').waitFor();
  await held.getByRole('button', { name: /^Keep/ }).first().click();
  await held.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('words are added, switched off and named by their language', async () => {
  const { page, complaints } = await house.open();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByRole('button', { name: 'Words' }).click();
  await page.getByLabel('A word, a few words, or an address').fill('walrus');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const english = page.getByRole('region', { name: 'English' });
  await english.getByText('walrus').waitFor();
  if (process.env['PICTURES'] !== undefined) {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: `${process.env['PICTURES']}/words.png` });
  }
  await english.getByRole('button', { name: 'walrus' }).click();
  await english.getByText('walrus').waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('a rehearsal says what would happen, shows the mails behind a number, and goes when told', async () => {
  const { page, complaints } = await house.open();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.getByLabel('Send nothing before I say go').check();
  const rehearsal = page.getByRole('region', { name: 'Before the first push' });
  await rehearsal.getByText('12 mails would go to 5 cards').waitFor();
  await rehearsal.getByRole('button', { name: '2 look personal' }).click();
  await rehearsal.getByRole('listitem').first().waitFor();
  if (process.env['PICTURES'] !== undefined)
    await page.screenshot({ path: `${process.env['PICTURES']}/rehearsal.png` });
  await rehearsal.getByRole('button', { name: 'Send 12 mails' }).click();
  await rehearsal.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('how much of a mail may leave is chosen on the mail, and its history stands beside it', async () => {
  const { page, complaints } = await house.open();
  await page.getByRole('option').first().click();
  const mail = page.getByRole('article').last();
  await mail.getByLabel('To the CRM').selectOption('none');
  await mail.getByRole('button', { name: 'History' }).click();
  await mail.getByRole('listitem').filter({ hasText: 'Arrived' }).first().waitFor();
  if (process.env['PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['PICTURES']}/extent.png` });
  expect(complaints).toEqual([]);
});

test('several threads are taken off a card, or kept here, in one action with the count in the button', async () => {
  const { page, complaints } = await house.open();
  await page.getByRole('option').first().click();
  await page.keyboard.press('Control+a');
  await page
    .getByRole('button', { name: /^Take \d+ threads? off / })
    .first()
    .waitFor();
  await page.getByRole('button', { name: /^Keep \d+ threads here$/ }).waitFor();
  if (process.env['PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['PICTURES']}/many.png` });
  await page
    .getByRole('button', { name: /^Take \d+ threads? off / })
    .first()
    .click();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page
    .getByRole('list', { name: 'What I did' })
    .getByRole('button', { name: /^Undo: Took/ })
    .waitFor();
  expect(
    await page
      .getByRole('list', { name: 'What I did' })
      .getByRole('button', { name: /^Undo: Took/ })
      .count(),
  ).toBe(1);
  expect(complaints).toEqual([]);
});

test('decisions of another computer are shown before they are taken over', async () => {
  const { page, complaints } = await house.open();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command or card' }).fill('import what');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('9 decisions are new.').waitFor();
  await dialog.getByRole('button', { name: 'Take over' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

test('an undo that touches many mails says so first, and is made with the go', async () => {
  const { page, complaints } = await house.open({ fillers: 0 });
  const counts = { action: 3, mails: 40, joining: 40, leaving: 0, removed: 0 };
  const refuse = () =>
    page.evaluate((details) => window.fake.refuse('actions.undo', 'input.unconfirmed-change', details), counts);
  const undone = () =>
    page.evaluate(() => window.fake.calls.filter(({ name }) => name === 'actions.undo').map(({ input }) => input));
  await refuse();
  await page.keyboard.press('u');
  const dialog = page.getByRole('dialog', { name: 'Undo', exact: true });
  await dialog.getByText('Changes 40 mails: none leaves a card, 40 are newly matched.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
  await dialog.getByRole('button', { name: 'Leave it as it is' }).click();
  await dialog.waitFor({ state: 'detached' });
  await refuse();
  await page.keyboard.press('u');
  await dialog.getByRole('button', { name: 'Change 40 mails' }).click();
  await expect.poll(undone).toEqual([{}, {}, { actionId: 3, isConfirmed: true }]);
  expect(complaints).toEqual([]);
});

test('an undo that has to be confirmed names what it takes back', async () => {
  const { page } = await house.open({ fillers: 0 });
  for (const key of ['j', 'a', '1']) await page.keyboard.press(key);
  const undo = page.getByRole('button', { name: /^Undo: Attached/ });
  await undo.waitFor();
  const title = await undo.innerText();
  await page.evaluate(async () => {
    const { lastAction } = await window.fake.call('status.get', {});
    const details = { action: lastAction?.id ?? 0, mails: 40, joining: 0, leaving: 40, removed: 0 };
    window.fake.refuse('actions.undo', 'input.unconfirmed-change', details);
  });
  await page.keyboard.press('u');
  await page.getByRole('dialog', { name: title.replace(/\s*U$/, ''), exact: true }).waitFor();
});
