/** The main job, end to end: mail arrives, goes onto the right card, comes off again, and stays off. */
import type { Letter } from '../office.ts';
import { expect, test } from '../fixtures.ts';
import { board } from '../pages/board.ts';
import { cardPage } from '../pages/card-page.ts';
import { firstRun } from '../pages/first-run.ts';
import { mailList } from '../pages/mail-list.ts';

const QUOTE: Letter = { id: 'quote', subject: 'Quote 2291', text: 'Which price for 180 seats?' };
const REPLY: Letter = { id: 'reply', subject: 'Re: Quote 2291', text: 'Any news about the price?', answers: 'quote' };

test('a mail is dragged onto a deal, taken off, and a reply leaves it off, also after a restart', async ({
  office,
  start,
}) => {
  await office.importCards();
  await office.receive(QUOTE);
  const { page, close } = await start(office.env);

  await firstRun(page).connect(office.server);
  await expect(mailList(page).thread('Quote 2291')).toContainText('2 deals fit');

  await board(page).open();
  await mailList(page).thread('Quote 2291').dragTo(board(page).deal('Ferreira rollout'));
  await expect(page.getByRole('status')).toHaveText('Attached “Quote 2291” to Ferreira rollout. Press U to undo.');
  await board(page).deal('Ferreira rollout').click();
  await expect(cardPage(page).mail('Quote 2291')).toHaveCount(1);

  await cardPage(page).detach('Quote 2291', 'This thread, also later replies');
  await expect(cardPage(page).mail('Quote 2291')).toHaveCount(0);
  await expect(cardPage(page).keptOut('Quote 2291')).toBeVisible();

  await office.receive(REPLY);
  await page.getByRole('button', { name: 'Mail', exact: true }).click();
  const thread = mailList(page).thread('Any news about the price?');
  await expect(thread).toContainText('kept out of Ferreira rollout');

  await close();
  const again = (await start(office.env)).page;
  await expect(mailList(again).thread('Any news about the price?')).toContainText('kept out of Ferreira rollout');
  await board(again).open();
  await board(again).deal('Ferreira rollout').click();
  await expect(cardPage(again).keptOut('Quote 2291').first()).toBeVisible();
  await expect(cardPage(again).mail('Quote 2291')).toHaveCount(0);
});

test('an attached thread takes its replies along, and is still on the card after the program was killed', async ({
  office,
  start,
}) => {
  await office.importCards();
  await office.connect();
  await office.receive(QUOTE);
  const { page, kill } = await start(office.env);
  await expect(mailList(page).thread('Quote 2291')).toBeVisible();
  await board(page).open();
  await mailList(page).thread('Quote 2291').dragTo(board(page).deal('Ferreira pilot'));
  await expect(mailList(page).thread('Quote 2291')).toContainText('Ferreira pilot');
  await office.receive(REPLY);
  await expect(mailList(page).thread('Any news about the price?')).toContainText('Ferreira pilot');

  await kill();
  const again = (await start(office.env)).page;
  await board(again).open();
  await board(again).deal('Ferreira pilot').click();
  await expect(cardPage(again).mail('Quote 2291')).toHaveCount(2);
});

test('the whole job by keyboard, each step announced', async ({ office, start }) => {
  await office.importCards();
  await office.connect();
  await office.receive(QUOTE);
  const { page } = await start(office.env);
  const said = page.getByRole('status');
  await expect(mailList(page).thread('Quote 2291')).toBeVisible();

  await page.keyboard.press('j');
  await expect(mailList(page).thread('Quote 2291')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('a');
  const targets = page.getByRole('listbox', { name: 'Cards, best first' });
  await expect(targets).toBeFocused();
  const rollout = targets.getByRole('option', { name: 'Ferreira rollout' });
  await page.keyboard.press((await rollout.getAttribute('aria-keyshortcuts')) ?? 'none');
  await expect(said).toHaveText('Attached “Quote 2291” to Ferreira rollout. Press U to undo.');
  const cards = page.getByRole('complementary', { name: 'Cards of this thread' });
  await expect(cards.getByRole('listitem').first()).toHaveAccessibleName('Ferreira rollout');

  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog', { name: 'Take off Ferreira rollout' });
  await expect(dialog.getByRole('radio', { checked: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(said).toHaveText('Taken off Ferreira rollout. Press U to undo.');
  await expect(mailList(page).thread('Quote 2291')).toContainText('kept out of Ferreira rollout');

  await page.keyboard.press('u');
  await expect(said).toHaveText('Undone.');
  await expect(mailList(page).thread('Quote 2291')).not.toContainText('kept out');
});

test('a refused sign-in is told once, is seen everywhere, and so is its end', async ({ office, start }) => {
  await office.connect();
  const desktop = await start(office.env);
  const { page } = desktop;
  const [account] = await page.evaluate(async () => {
    const accounts = await window.mailpin.call('accounts.list', {});
    return accounts.ok ? accounts.value.map(({ id }) => id) : [];
  });
  await page.evaluate(
    (accountId) => window.mailpin.call('accounts.sign-in', { accountId: accountId as never, password: 'wrong' }),
    account,
  );

  await expect(page.getByRole('alert')).toContainText('refused the user name or password');
  await expect.poll(async () => (await desktop.seen()).trayImages.at(-1)).toBe('broken');
  const titles = async () => (await desktop.seen()).notices.map(({ title }) => title);
  await expect.poll(titles).toEqual(['sally@acme.test: trouble']);

  await page.getByRole('alert').getByRole('button', { name: 'Sign in again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in to sally@acme.test' });
  await dialog.getByLabel('Password').fill(office.server.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect.poll(titles).toEqual(['sally@acme.test: trouble', 'sally@acme.test works again']);
  await expect.poll(async () => (await desktop.seen()).trayImages.at(-1)).toBe('fine');
});
