import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flawsOf } from '../../testing/flaws.ts';
import { threadRow } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

const press = async (page: Page, ...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).first().waitFor();

/** Every page and what opens above it, one after the other, by keyboard where there is a key. */
const PLACES: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  ['a thread with a question', (page) => threadRow(page, /Quote 2291/).click()],
  ['why', (page) => press(page, 'w')],
  ['the drop lens', (page) => press(page, 'Escape', 'a').then(() => heading(page, 'Attach to which card?'))],
  [
    'the reach',
    (page) => press(page, 'Escape', 'd').then(() => page.getByRole('dialog').getByRole('radio').first().waitFor()),
  ],
  ['needs you', (page) => press(page, 'Escape', 'g', 'n').then(() => heading(page, 'Needs you'))],
  ['the board', (page) => press(page, 'g', 'b').then(() => heading(page, 'Board'))],
  ['sent to CRM', (page) => press(page, 'g', 's').then(() => heading(page, 'Sent to CRM'))],
  ['the ledger', (page) => page.getByRole('tab', { name: 'Ledger' }).click()],
  ['what I did', (page) => press(page, 'g', 'h').then(() => heading(page, 'What I did'))],
  ['the CRMs', (page) => press(page, 'g', 'c').then(() => heading(page, 'CRMs'))],
  ['the rules', (page) => press(page, 'g', 'r').then(() => heading(page, 'Rules'))],
  ['the filters', (page) => page.getByRole('button', { name: 'Filters', exact: true }).click()],
  ['the blocklist', (page) => page.getByRole('button', { name: 'Blocked and protected', exact: true }).click()],
  ['the words', (page) => page.getByRole('button', { name: 'Words', exact: true }).click()],
  ['an account', (page) => page.getByRole('navigation').getByRole('button', { name: /@/ }).first().click()],
  [
    'the palette',
    (page) => press(page, 'Control+k').then(() => page.getByRole('dialog', { name: 'Commands' }).waitFor()),
  ],
  ['the keys', (page) => press(page, 'Escape', '?').then(() => page.getByRole('dialog', { name: 'Keys' }).waitFor())],
];

test.each(['light', 'dark'] as const)(
  'every page is read, named and met by a finger, at the smallest size, %s',
  async (colorScheme) => {
    const { page, complaints } = await house.open({
      scene: 'trouble',
      colorScheme,
      viewport: { width: 960, height: 640 },
      reducedMotion: 'reduce',
    });
    const flaws: Record<string, readonly string[]> = {};
    for (const [name, go] of PLACES) {
      await go(page);
      await page.getByRole('progressbar').first().waitFor({ state: 'detached' });
      const found = await flawsOf(page);
      if (found.length > 0) flaws[name] = [...new Set(found)];
    }
    expect(flaws).toEqual({});
    expect(complaints).toEqual([]);
  },
);
