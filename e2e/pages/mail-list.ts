import type { Locator, Page } from 'playwright';

/** The list of threads, in the mail view and beside the board. */
export function mailList(page: Page) {
  const list = page.getByRole('region', { name: 'Mail list' });
  return {
    list,
    /** The thread with these words in its row: its subject, a sender, a chip. */
    thread: (words: string): Locator => list.getByRole('option').filter({ hasText: words }),
  };
}
