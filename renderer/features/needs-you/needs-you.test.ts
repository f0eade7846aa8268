import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orders } from '../../testing/gestures.ts';
import { windowHouse, type WindowHouse } from '../../testing/open-window.ts';

let house: WindowHouse;
beforeAll(async () => {
  house = await windowHouse();
});
afterAll(() => house.close());

/** Suggestions below may name the same mail. */
const question = (place: Locator, subject: string): Locator =>
  place.locator('.questions').getByRole('button', { name: subject, exact: true });

/** Buttons of the question that numbers answer. */
const active = (place: Locator): Locator => place.locator('[aria-current="true"] button');

/** Needs you with so many questions more than the two of the mailbox; the newest is *Which deal 0*. */
async function needsYou(more: number): Promise<{ readonly page: Page; readonly place: Locator }> {
  const { page } = await house.open({ fillers: 0 });
  await page.evaluate((count) => {
    for (let at = count - 1; at >= 0; at -= 1) {
      const mail = { from: `Kim <kim${at}@example.test>`, to: [], hoursAgo: at / 60, text: 'Which one is it?' };
      window.fake.receive({ subject: `Which deal ${at}`, asks: ['deal:d2', 'deal:d1'], mails: [mail] });
    }
  }, more);
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  const place = page.getByRole('region', { name: 'Needs you' });
  await question(place, 'Which deal 0').waitFor();
  return { page, place };
}

test('of many questions only those near the window exist, and the rest is read when it comes near', async () => {
  const { page, place } = await needsYou(150);
  await place.getByText('152 questions: which card?').waitFor();
  const read = (): Promise<number> =>
    page.evaluate(() => window.fake.calls.filter(({ name }) => name === 'questions.list').length);
  expect(await read()).toBeLessThan(4);
  await place.evaluate((list) => list.scrollTo(0, list.scrollHeight));
  const last = place.locator('[aria-posinset="152"]');
  await last.getByRole('button', { name: 'Which region first?' }).waitFor();
  expect(await place.locator('.question').count()).toBeLessThan(30);
});

test('a question that is answered leaves at once, and the next one is asked', async () => {
  const { page, place } = await needsYou(3);
  await page.keyboard.press('j');
  await question(place, 'Which deal 1').and(active(place)).waitFor();
  await page.keyboard.press('2');
  await question(place, 'Which deal 1').waitFor({ state: 'detached' });
  await question(place, 'Which deal 2').and(active(place)).waitFor();
  await place.getByText('4 questions: which card?').waitFor();
  expect(await orders(page)).toMatchObject([{ name: 'links.attach', input: { cardId: 'builtin:deal:d1' } }]);
});

test('pointing at a question makes it the one that numbers answer, and moves nothing', async () => {
  const { page, place } = await needsYou(40);
  await place.evaluate((list) => list.scrollTo(0, 1_000));
  const before = await place.evaluate((list) => list.scrollTop);
  const { x, y, height } = (await place.boundingBox()) ?? { x: 0, y: 0, height: 0 };
  await page.mouse.move(x + 200, y + height - 4);
  await page.mouse.move(x + 210, y + height - 4);
  await place.locator('[aria-current="true"]').waitFor();
  expect(await place.evaluate((list) => list.scrollTop)).toBe(before);
});
