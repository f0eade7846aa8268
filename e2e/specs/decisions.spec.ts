/** A salesperson decides: what is off stays off, what was chosen is remembered, what is private waits; all of it explained and taken back. */
import type { Locator, Page } from 'playwright';
import { startSell, SELL_TOKEN } from '../servers/crm/sell.ts';
import type { Letter } from '../office.ts';
import { expect, test } from '../fixtures.ts';
import { board } from '../pages/board.ts';
import { cardPage } from '../pages/card-page.ts';
import { mailList } from '../pages/mail-list.ts';

const BEN = 'Ben Bolt <ben@bolt.test>';
const CARDS = [
  { kind: 'contact', id: 'ana', name: 'Ana Ferreira', emails: ['ana@ferreira.test'] },
  { kind: 'deal', id: 'pilot', name: 'Ferreira pilot', people: ['ana'], stage: 'Qualified' },
  { kind: 'deal', id: 'rollout', name: 'Ferreira rollout', people: ['ana'], stage: 'Negotiation' },
  { kind: 'contact', id: 'ben', name: 'Ben Bolt', emails: ['ben@bolt.test'] },
  { kind: 'deal', id: 'bolts', name: 'Bolt order', people: ['ben'], stage: 'Qualified' },
];
const QUOTE: Letter = { id: 'quote', subject: 'Quote 2291', text: 'Which price for 180 seats?' };
const ORDER: Letter = { id: 'order', from: BEN, subject: 'Four hundred bolts', text: 'Before Friday, please.' };

const go = async (page: Page, place: 'i' | 'n' | 'h' | 's' | 'r') => {
  await page.keyboard.press('g');
  await page.keyboard.press(place);
};
const threadOf = (page: Page): Locator => page.getByRole('region', { name: 'Thread', exact: true });
const cardsOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Cards of this thread' });
const why = (page: Page): Locator => page.getByRole('region', { name: 'Why here?' });

test('an answer by number is remembered, a detached thread stays off with its replies, one mail splits a thread, the last hour goes back', async ({
  office,
  start,
}) => {
  await office.importCards(CARDS);
  await office.connect();
  for (const letter of [QUOTE, ORDER]) await office.receive(letter);
  const { page } = await start(office.env);
  const { thread } = mailList(page);

  await expect(thread('Quote 2291')).toContainText('2 deals fit');
  await go(page, 'n');
  const choice = page.getByRole('region', { name: 'Needs you' }).getByRole('button', { name: /Ferreira rollout/ });
  await page.keyboard.press((await choice.getAttribute('aria-keyshortcuts')) ?? 'none');
  await expect(choice).toHaveCount(0);
  await office.receive({ id: 'quote-2', answers: 'quote', subject: 'Re: Quote 2291', text: 'One more thing.' });
  await go(page, 'i');
  await expect(thread('One more thing.')).toContainText('Ferreira rollout');
  await expect(thread('One more thing.')).not.toContainText('deals fit');

  await thread('Four hundred bolts').click();
  await expect(cardsOf(page).getByRole('listitem').first()).toHaveAccessibleName('Bolt order');
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog', { name: 'Take off Bolt order' });
  await dialog.getByRole('radio', { name: 'This thread, also later replies' }).check();
  await expect(dialog).toContainText('1 mail leaves Bolt order');
  await dialog.getByRole('button', { name: 'Take off' }).click();
  await office.receive({ id: 'order-2', answers: 'order', from: BEN, subject: 'Re: Bolts', text: 'Still waiting.' });
  await expect(thread('Still waiting.')).toContainText('kept out of Bolt order');
  await board(page).open();
  await board(page).deal('Bolt order').click();
  await expect(cardPage(page).keptOut('Four hundred bolts')).toBeVisible();
  await page.getByRole('button', { name: /^Let .*Four hundred bolts/ }).click();
  await expect(cardPage(page).mail('Re: Bolts')).toHaveCount(1);

  await go(page, 'i');
  await thread('One more thing.').click();
  const targets = page.getByRole('listbox', { name: 'Cards, best first' });
  const newest = threadOf(page).getByRole('article').last();
  await newest.getByRole('button', { name: /^(Fold|Open)/ }).hover();
  await page.mouse.down();
  await page.mouse.move(700, 400, { steps: 5 });
  const pilot = targets.getByRole('option', { name: /Ferreira pilot/ });
  for (const x of [60, 50, 40]) await pilot.hover({ position: { x, y: 12 } });
  await page.mouse.up();
  await expect(newest).toContainText('Ferreira pilot');
  await expect(threadOf(page).getByRole('article').first()).toContainText('Ferreira rollout');

  await page.getByRole('option').first().click();
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: /^Take \d+ threads? off Bolt order/ }).click();
  await go(page, 'h');
  await page.getByRole('button', { name: 'Put my last hour back' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Undo \d+ actions$/ })
    .click();
  await expect(page.getByRole('button', { name: /^Undo: / })).toHaveCount(0);
  await go(page, 'i');
  await expect(thread('One more thing.')).toContainText('2 deals fit');
  await expect(thread('Still waiting.')).toContainText('Bolt order');
});

test('a person is blocked after a look, and comes back with an undo; why answers for mail, card and address, and its fix works', async ({
  office,
  start,
}) => {
  await office.importCards(CARDS);
  await office.connect();
  await office.receive(ORDER);
  const news = { id: 'news', from: 'news@shop.test', header: ['List-Id: <weekly.shop.test>'] };
  await office.receive({ ...news, subject: 'Offers of the week', text: 'Nuts!' });
  const { page } = await start(office.env);
  const { thread } = mailList(page);

  await thread('Four hundred bolts').click();
  await expect(threadOf(page).getByRole('article')).toBeVisible();
  await page.keyboard.press('w');
  await expect(why(page)).toContainText('ben@bolt.test is an address of Ben Bolt.');
  await expect(why(page)).toContainText('Bolt order is the only deal of Ben Bolt that fits.');
  await why(page)
    .getByRole('listitem')
    .filter({ hasText: 'only deal' })
    .getByRole('button', { name: 'Take off' })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take off' }).click();
  await expect(thread('Four hundred bolts')).toContainText('kept out of Bolt order');
  await page.keyboard.press('u');
  await expect(thread('Four hundred bolts')).not.toContainText('kept out');
  await page.keyboard.press('w');
  await cardsOf(page).getByRole('button', { name: 'Bolt order', exact: true }).focus();
  await page.keyboard.press('w');
  await expect(why(page)).toContainText('Mail comes here through Ben Bolt.');
  await page.keyboard.press('w');
  const person = threadOf(page).getByRole('button', { name: 'ben@bolt.test' });
  await person.focus();
  await page.keyboard.press('w');
  await expect(why(page)).toContainText('ben@bolt.test is somebody from outside your company.');
  await why(page).getByRole('button', { name: 'Close why' }).click();

  await person.click();
  await page.getByRole('menuitem', { name: /^Block/ }).click();
  const dialog = page.getByRole('dialog', { name: 'What this changes' });
  await expect(dialog).toContainText('Four hundred bolts');
  await dialog.getByRole('button', { name: /^Change/ }).click();
  await expect(thread('Four hundred bolts')).toHaveCount(0);
  await page.keyboard.press('u');
  await expect(thread('Four hundred bolts')).toContainText('Bolt order');

  await expect(thread('Offers of the week')).toContainText('newsletter, stays private');
  await thread('Offers of the week').getByText('let through').click();
  await expect(thread('Offers of the week')).not.toContainText('stays private');
  await page.keyboard.press('u');
  await expect(thread('Offers of the week')).toContainText('newsletter, stays private');

  await board(page).open();
  await board(page).deal('Bolt order').click();
  await page.getByRole('button', { name: 'History' }).click();
  const history = page.getByRole('complementary').getByRole('listitem');
  await expect(history.filter({ hasText: 'Taken off, the thread' }).first()).toBeVisible();
  await expect(history.filter({ hasText: 'Arrived' }).first()).toBeVisible();
});

test('mail that is private waits for a yes, and nothing goes to a CRM elsewhere before it was seen', async ({
  office,
  start,
}) => {
  const sell = await startSell();
  try {
    sell.put('contacts', { id: 1, name: 'Ana Ferreira', email: 'ana@ferreira.test', is_organization: false });
    await office.connect();
    await office.receive(QUOTE);
    await office.receive({ ...QUOTE, id: 'marked', subject: 'My new contract', header: ['Sensitivity: Private'] });
    await office.mailpin(['crm', 'add', 'sell', '--url', sell.url, '--token-stdin'], SELL_TOKEN);
    await office.mailpin(['crm', 'load', 'sell']);
    const { page } = await start(office.env);
    await expect(mailList(page).thread('Quote 2291')).toContainText('Ana Ferreira');

    await go(page, 's');
    const rehearsal = page.getByRole('region', { name: 'Before the first push' });
    await expect(rehearsal).toContainText('2 mails would go to 1 card');
    await expect(rehearsal).toContainText('1 looks personal');
    expect(sell.notesOn('contact', 1)).toEqual([]);
    await rehearsal.getByRole('button', { name: /^Send/ }).click();
    await expect.poll(() => sell.notesOn('contact', 1).length).toBe(1);

    await go(page, 'n');
    const held = page.getByRole('region', { name: 'Looks personal' });
    await expect(held).toContainText('marked private by its writer');
    expect(sell.notesOn('contact', 1).join()).not.toContain('My new contract');
    await held.getByRole('button', { name: 'Push “My new contract” anyway' }).click();
    await expect.poll(() => sell.notesOn('contact', 1).length).toBe(2);
  } finally {
    await sell.stop();
  }
});
