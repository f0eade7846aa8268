import type { Locator, Page } from 'playwright';

/** The deals by stage. */
export function board(page: Page) {
  return {
    open: (): Promise<void> =>
      page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Board' }).click(),
    deal: (name: string): Locator => page.getByRole('button', { name: `Deal ${name}`, exact: true }),
  };
}
