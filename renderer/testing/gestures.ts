/** What a user's hands do, as tests say it. */
import type { Locator, Page } from 'playwright';

export interface Held {
  /** Carries it over the middle of something, which may only be there since it was picked up. */
  over(place: Locator): Promise<void>;
  drop(): Promise<void>;
}

/** Picks something up by its upper left corner. */
export async function pickUp(page: Page, thing: Locator): Promise<Held> {
  const { x, y } = await boxOf(thing);
  await page.mouse.move(x + 24, y + 12);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 30, { steps: 4 });
  await page.locator('.ghost').waitFor();
  return {
    async over(place) {
      const box = await boxOf(place);
      await page.mouse.move(box.x + box.width / 2 - 6, box.y + box.height / 2 - 6, { steps: 6 });
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
    },
    drop: () => page.mouse.up(),
  };
}

async function boxOf(locator: Locator) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (box === null) throw new Error('nothing to take hold of');
  return box;
}

export const threadRow = (page: Page, words: RegExp) =>
  page.getByRole('listbox', { name: 'All mail' }).getByRole('option', { name: words });
export const target = (page: Page, name: string) =>
  page.getByRole('complementary', { name: 'Cards to drop on' }).getByRole('option', { name });
/** The pane of the open thread. */
export const reader = (page: Page) => page.getByRole('region', { name: 'Thread', exact: true });
export const attachedCards = (page: Page) => page.getByRole('list', { name: 'Attached cards' }).getByRole('listitem');

/** Names of the cards of the open thread, when there are so many. */
export async function cardNames(page: Page, count: number): Promise<readonly string[]> {
  await attachedCards(page)
    .nth(count - 1)
    .waitFor();
  await attachedCards(page).nth(count).waitFor({ state: 'detached' });
  return attachedCards(page).evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label') ?? ''));
}

/** What was ordered of the engine, without its questions. */
export function orders(page: Page): Promise<readonly { readonly name: string; readonly input: unknown }[]> {
  return page.evaluate(() =>
    window.fake.calls.filter(
      ({ name }) =>
        name === 'links.attach' || name === 'links.detach' || name === 'cards.move' || name === 'actions.undo',
    ),
  );
}

/** Waits until a sentence was given to screen readers. */
export const said = (page: Page, sentence: string | RegExp) =>
  page.getByRole('status').getByText(sentence).waitFor({ state: 'attached' });
