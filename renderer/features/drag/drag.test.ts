import { afterAll, beforeAll, expect, test } from 'vitest';
import { attachedCards, cardNames, orders, pickUp, reader, said, target, threadRow } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

test('dragging a thread opens the lens, dropping it on a card attaches the thread, U takes it back', async () => {
  const { page, complaints } = await house.open();
  await threadRow(page, /Lunch on Thursday/).click();
  const held = await pickUp(page, threadRow(page, /Lunch on Thursday/));
  await page.getByText('Drop: attach this thread').waitFor();
  await held.over(target(page, 'Ferreira Foods, pilot'));
  await page.getByText('Attach this thread to Ferreira Foods, pilot').waitFor();
  await held.drop();
  expect(await cardNames(page, 2)).toEqual(['Ferreira Foods, pilot', 'Ben Ashworth']);
  await said(page, 'Attached “Lunch on Thursday?” to Ferreira Foods, pilot. Press U to undo.');
  await page.keyboard.press('u');
  expect(await cardNames(page, 1)).toEqual(['Ben Ashworth']);
  expect((await orders(page)).map(({ name }) => name)).toEqual(['links.attach', 'actions.undo']);
  expect(complaints).toEqual([]);
});

test('with Alt only the mail itself is attached, and the hand says so before', async () => {
  const { page } = await house.open();
  const held = await pickUp(page, threadRow(page, /Lunch on Thursday/));
  await page.keyboard.down('Alt');
  await held.over(target(page, 'Nordlicht renewal'));
  await page.getByText('Attach only this mail to Nordlicht renewal').waitFor();
  await held.drop();
  await page.keyboard.up('Alt');
  await said(page, 'Attached “Lunch on Thursday?” to Nordlicht renewal. Press U to undo.');
  expect(await orders(page)).toEqual([
    { name: 'links.attach', input: { mails: [{ mailId: 9 }], cardId: 'builtin:deal:d3', reach: 'message' } },
  ]);
});

test('selected threads are dragged together; let go beside the cards, they wait for a number key', async () => {
  const { page } = await house.open();
  await threadRow(page, /Lunch on Thursday/).click();
  await threadRow(page, /Five trends/).click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Attach 3 threads' }).waitFor();
  const held = await pickUp(page, threadRow(page, /Not delivered/));
  await page.getByText('Drop: attach 3 threads').waitFor();
  await held.over(page.getByRole('heading', { name: 'Drop on a card' }));
  await held.drop();
  await page.getByRole('heading', { name: 'Attach to which card?' }).waitFor();
  await page.keyboard.press('1');
  await said(page, /^Attached 3 threads to/);
  const [order, ...others] = await orders(page);
  expect(order?.input).toMatchObject({ mails: [{ mailId: 9 }, { mailId: 10 }, { mailId: 11 }], reach: 'thread' });
  expect(others).toEqual([]);
});

test('Escape puts a dragged thread back', async () => {
  const { page } = await house.open();
  const held = await pickUp(page, threadRow(page, /Lunch on Thursday/));
  await held.over(target(page, 'Nordlicht renewal'));
  await page.keyboard.press('Escape');
  await page.getByRole('complementary', { name: 'Cards to drop on' }).waitFor({ state: 'detached' });
  await held.drop();
  expect(await orders(page)).toEqual([]);
});

test('dragging a card away asks how far before the thread comes off it', async () => {
  const { page } = await house.open();
  await threadRow(page, /Security questionnaire/).click();
  await attachedCards(page).nth(2).waitFor();
  const held = await pickUp(page, attachedCards(page).first());
  await held.over(reader(page));
  await page.locator('.ghost').getByText('Take off Nordlicht renewal').waitFor();
  await held.drop();
  const dialog = page.getByRole('dialog', { name: 'Take off Nordlicht renewal' });
  await dialog.getByRole('radio', { name: 'This thread, also later replies', checked: true }).waitFor();
  expect(await orders(page)).toEqual([]);
  await dialog.getByText('Every mail with Marta Kowalska on this deal').click();
  await dialog.getByRole('button', { name: 'Take off', exact: true }).click();
  await page.getByRole('button', { name: 'Let in Nordlicht renewal' }).waitFor();
  expect(await orders(page)).toEqual([
    {
      name: 'links.detach',
      input: { mails: [{ mailId: 8 }], cardId: 'builtin:deal:d3', reach: 'person', person: 'marta@nordlicht.example' },
    },
  ]);
});

test('one mail dragged out of a thread onto another deal moves there', async () => {
  const { page } = await house.open();
  await threadRow(page, /Security questionnaire/).click();
  const held = await pickUp(page, page.getByRole('article', { name: 'Mail from Marta Kowalska' }));
  await held.over(target(page, 'Ferreira Foods, rollout'));
  await page.getByText('Move this mail and its replies to Ferreira Foods, rollout').waitFor();
  await held.drop();
  expect(await cardNames(page, 4)).toContain('Ferreira Foods, rollout');
  expect(await orders(page)).toEqual([
    {
      name: 'links.attach',
      input: { mails: [{ mailId: 8 }], cardId: 'builtin:deal:d2', reach: 'message', from: 'builtin:deal:d3' },
    },
  ]);
});

test('mail is dropped on a deal of the board, and a deal moves to the next stage by its key', async () => {
  const { page, complaints } = await house.open();
  await page.getByRole('button', { name: 'Board' }).click();
  const held = await pickUp(page, threadRow(page, /Lunch on Thursday/));
  await held.over(page.getByRole('button', { name: 'Deal Ashworth upgrade' }));
  await page.getByText('Attach this thread to Ashworth upgrade').waitFor();
  await held.drop();
  await page.getByRole('button', { name: 'Deal Verrier, seat extension' }).focus();
  await page.keyboard.press(']');
  await page.getByRole('region', { name: 'Quote sent, 4 deals' }).getByText('Verrier, seat extension').waitFor();
  expect((await orders(page)).map(({ input }) => input)).toEqual([
    { mails: [{ mailId: 9 }], cardId: 'builtin:deal:d5', reach: 'thread' },
    { cardId: 'builtin:deal:d9', stageId: 'quote' },
  ]);
  expect(complaints).toEqual([]);
});
