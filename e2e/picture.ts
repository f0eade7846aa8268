import path from 'node:path';
import type { Locator, Page } from 'playwright';

/** Where the pictures of the documentation are. */
export const FOLDER = path.join(import.meta.dirname, '..', 'docs', 'screenshots');

/** The window, or a part of it, as it is; one pixel of the picture is a pixel of the page on any screen. */
export async function picture(page: Page, name: string, part: Page | Locator = page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.getByLabel('Loading').first().waitFor({ state: 'detached' });
  // A mail's text is in a frame of its own, which is filled when it has loaded.
  await page.waitForFunction(() => {
    const frames = [...document.querySelectorAll('iframe')];
    return frames.every(
      ({ contentDocument }) =>
        contentDocument?.readyState === 'complete' && contentDocument.querySelector('body')?.hasChildNodes(),
    );
  });
  // Its height follows in the next frame, and is painted in the one after.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
  );
  await part.screenshot({ path: path.join(FOLDER, `${name}.png`), scale: 'css', animations: 'disabled' });
}
