/** Makes the pictures of the documentation from the running program, on the sample mailbox, into `docs/screenshots`. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright';
import { sampleCards } from '../resources/sample/sample-cards.ts';
import { OUT, startDesktop } from './desktop.ts';
import { board } from './pages/board.ts';
import { cardPage } from './pages/card-page.ts';
import { firstRun } from './pages/first-run.ts';
import { mailList } from './pages/mail-list.ts';
import { FOLDER, picture } from './picture.ts';

const WIDE = { width: 1_440, height: 900 };
const NARROW = { width: 960, height: 640 };

/** Threads and a deal of the sample mailbox (`resources/sample`) that show most. */
const ON_A_DEAL = 'Security questionnaire';
const WITH_QUESTION = 'Quote 2291, rollout in two phases';
const DEAL = 'Nordlicht renewal';
const FOUND = '180 seats, new price';

const profiles = mkdtempSync(path.join(tmpdir(), 'mailpin-screenshots-'));
try {
  mkdirSync(FOLDER, { recursive: true });
  const sample = path.join(profiles, 'sample');
  await promisify(execFile)(process.execPath, [path.join(OUT, 'cli', 'mailpin.mjs'), 'demo', '--profile', sample]);
  await onProfile(path.join(profiles, 'empty'), picturesOfNothing);
  await onProfile(sample, picturesOfSample);
  const fresh = path.join(profiles, 'fresh');
  await notYetPushed(fresh, path.join(sample, 'sample-mail'));
  await onProfile(fresh, picturesOfRehearsal);
} finally {
  rmSync(profiles, { recursive: true, force: true, maxRetries: 5 });
}

/** The sample mailbox before anything was pushed: the user wants to see first what would happen. */
async function notYetPushed(profileDir: string, maildir: string): Promise<void> {
  const mailpin = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [path.join(OUT, 'cli', 'mailpin.mjs'), '--profile', profileDir, ...args]);
  mkdirSync(profileDir);
  const cardFile = path.join(profileDir, 'cards.json');
  writeFileSync(cardFile, JSON.stringify(sampleCards({ now: new Date() })));
  await mailpin('rehearsal', 'on');
  await mailpin('account', 'add', 'sally@acme.example', '--maildir', maildir);
  await mailpin('words', 'add', 'lunch', '--language', 'en');
  await mailpin('card', 'import', cardFile);
  await mailpin('sync', '--once');
}

async function onProfile(profileDir: string, takePictures: (page: Page) => Promise<void>): Promise<void> {
  const { page, close } = await startDesktop(profileDir);
  try {
    await page.setViewportSize(WIDE);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await takePictures(page);
  } finally {
    await close();
  }
}

/** What somebody sees who starts Mailpin for the first time. */
async function picturesOfNothing(page: Page): Promise<void> {
  await picture(page, 'first-run');
  const { form } = firstRun(page);
  await page.getByRole('button', { name: 'Connect a mailbox' }).click();
  await form.getByLabel('Mail address').fill('sally@acme.example');
  await form.getByLabel('Password').fill('not the password');
  await form.getByRole('button', { name: 'Next' }).click();
  await form.getByRole('alert').waitFor();
  await picture(page, 'connect-error');
}

async function picturesOfSample(page: Page): Promise<void> {
  await page.getByText(/Inbox (\d+) of \1/).waitFor();
  await open(page, ON_A_DEAL);
  await picture(page, 'main-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'main-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  await page.keyboard.press('w');
  await page.getByRole('region', { name: 'Why here?' }).getByRole('listitem').first().waitFor();
  await picture(page, 'why');
  await page.keyboard.press('Escape');

  await page.keyboard.press('d');
  await page.getByRole('radio', { checked: true }).waitFor();
  await picture(page, 'reach', page.getByRole('dialog'));
  await page.keyboard.press('Escape');

  await open(page, WITH_QUESTION);
  await page.getByRole('region', { name: 'Which card?' }).waitFor();
  await picture(page, 'thread-question');
  await whileDragging(page, mailList(page).thread(WITH_QUESTION).first(), () => picture(page, 'drag'));

  await press(page, 'g', 'b');
  await board(page).deal(DEAL).waitFor();
  await picture(page, 'board');
  await board(page).deal(DEAL).click();
  await cardPage(page).detach(ON_A_DEAL, 'This thread, also later replies');
  await cardPage(page).keptOut(ON_A_DEAL).first().waitFor();
  await page.getByRole('heading', { name: DEAL }).scrollIntoViewIfNeeded();
  await picture(page, 'card');
  await page.keyboard.press('u');

  await decided(page);
  await press(page, 'g', 'n');
  await page.getByRole('region', { name: 'Needs you' }).getByRole('button').first().waitFor();
  await picture(page, 'needs-you');
  await press(page, 'g', 's');
  await page.getByRole('region', { name: 'Sent to CRM' }).getByRole('row').nth(1).waitFor();
  await picture(page, 'sent-to-crm');
  await page.getByRole('navigation').getByRole('button', { name: /@/ }).first().click();
  await page.getByRole('button', { name: 'Audit now' }).click();
  await page.getByRole('region', { name: 'Audit' }).getByRole('row').nth(1).waitFor();
  await picture(page, 'account');
  await page.getByRole('combobox', { name: 'Search mail, people and deals' }).fill('price');
  await page.getByRole('region', { name: 'Search results' }).getByRole('option').filter({ hasText: FOUND }).click();
  await picture(page, 'search');
  await page.keyboard.press('Escape');

  await page.setViewportSize(NARROW);
  await press(page, 'g', 'i');
  await open(page, ON_A_DEAL);
  await picture(page, 'narrow');
  await page.setViewportSize(WIDE);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await picture(page, 'help', page.getByRole('dialog'));
}

/** What is decided leaves traces: the history of a card, what was done, the menu at a person, rules, words. */
async function decided(page: Page): Promise<void> {
  await press(page, 'g', 'b');
  await board(page).deal(DEAL).click();
  await cardPage(page).detach(ON_A_DEAL, 'This thread, also later replies');
  await cardPage(page).keptOut(ON_A_DEAL).first().waitFor();
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('complementary').getByRole('listitem').filter({ hasText: 'Taken off' }).first().waitFor();
  await picture(page, 'card-history');
  await press(page, 'w');
  await page.getByRole('region', { name: 'Why here?' }).getByRole('listitem').first().waitFor();
  await picture(page, 'card-why');
  await press(page, 'Escape', 'g', 'i');

  await open(page, WITH_QUESTION);
  await page.getByRole('article').last().getByRole('button', { name: /@/ }).first().click();
  await page.getByRole('menuitem').first().waitFor();
  await picture(page, 'person-menu');
  await page.getByRole('menuitem', { name: /^Block/ }).click();
  await page.getByRole('dialog', { name: 'What this changes' }).waitFor();
  await picture(page, 'rule-preview');
  await page.getByRole('dialog').getByRole('button', { name: 'Leave it as it is' }).click();
  await page.getByRole('article').last().getByRole('button', { name: /@/ }).first().click();
  await page.getByRole('menuitem', { name: /^Protect/ }).click();
  await press(page, 'g', 'h');
  await page
    .getByRole('button', { name: /^Undo: Protected/ })
    .first()
    .waitFor();
  await picture(page, 'history');
  await page.getByRole('button', { name: 'Put my last hour back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Undo/ }).click();
  await page
    .getByRole('button', { name: /^Undo: / })
    .first()
    .waitFor({ state: 'detached' });

  await press(page, 'g', 'r');
  await page.getByRole('table').waitFor();
  await picture(page, 'rules');
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await page.getByRole('button', { name: /^Newsletters/ }).click();
  await page
    .getByRole('button', { name: /^Let the thread/ })
    .first()
    .waitFor();
  await picture(page, 'filters');
  await page.getByRole('button', { name: 'Words', exact: true }).click();
  await page.getByRole('region', { name: 'English' }).waitFor();
  await picture(page, 'words');
}

/** Before the first push: nothing has left, and what looks personal waits. */
async function picturesOfRehearsal(page: Page): Promise<void> {
  await press(page, 'g', 's');
  const rehearsal = page.getByRole('region', { name: 'Before the first push' });
  await rehearsal.getByRole('button', { name: /^Send/ }).waitFor();
  await picture(page, 'rehearsal');
  await press(page, 'g', 'n');
  await page.getByRole('region', { name: 'Looks personal' }).waitFor();
  await picture(page, 'held');
}

async function open(page: Page, subject: string): Promise<void> {
  await mailList(page).thread(subject).first().click();
  await page.getByRole('region', { name: 'Thread' }).getByRole('heading', { name: subject }).waitFor();
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Holds a thread over the best card of the drop lens. */
async function whileDragging(page: Page, thread: Locator, look: () => Promise<void>): Promise<void> {
  const best = page.getByRole('listbox', { name: 'Cards, best first' }).getByRole('option').first();
  await thread.hover();
  await page.mouse.down();
  await page.mouse.move(700, 400, { steps: 5 });
  // What is in the hand follows the pointer only while that stays over one element.
  for (const x of [60, 50, 40, 30]) await best.hover({ position: { x, y: 80 } });
  await page.getByText('Attach this thread to').waitFor();
  await look();
  await page.mouse.move(700, 20, { steps: 5 });
  await page.mouse.up();
  await best.waitFor({ state: 'detached' });
}
