import type { Locator, Page } from 'playwright';

export type ReachWords = 'This mail only' | 'This thread, also later replies';

/** One card with its mail and what is kept out of it. */
export function cardPage(page: Page) {
  return {
    /** The mails on the card with this subject. */
    mail: (subject: string): Locator => page.getByRole('button', { name: `Open “${subject}” by ` }),
    keptOut: (subject: string): Locator =>
      page.getByRole('region', { name: 'Kept out of this card' }).getByText(subject),
    /** Takes the newest mail with this subject off the card, after saying how far that goes. */
    async detach(subject: string, reach: ReachWords): Promise<void> {
      await page
        .getByRole('button', { name: `Take “${subject}” by ` })
        .first()
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: reach }).check();
      await dialog.getByRole('button', { name: 'Take off' }).click();
    },
  };
}
