/** What nobody should have to put up with on a page, found in the page itself: see `flawsOf`. */
import type { Page } from 'playwright';

/**
 * Flaws of what is on the screen now: words paler than WCAG 2.2 1.4.3 allows (4.5, as they are painted), controls without a name
 * (4.1.2), targets under 24 pixels (2.5.8, by where a click lands; links within text may be), and words that reach beyond the window.
 *
 * @returns one line for each, empty when there are none
 */
export function flawsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    type Colour = readonly [number, number, number];
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (canvas === null) throw new Error('no canvas');
    const painted = (css: string): { readonly colour: Colour; readonly alpha: number } => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return { colour: [red, green, blue], alpha: alpha / 255 };
    };
    const over = (top: Colour, alpha: number, below: Colour): Colour => {
      const mixed = (at: 0 | 1 | 2) => top[at] * alpha + below[at] * (1 - alpha);
      return [mixed(0), mixed(1), mixed(2)];
    };
    const groundOf = (element: Element | null): Colour => {
      if (element === null) return [255, 255, 255];
      const { colour, alpha } = painted(getComputedStyle(element).backgroundColor);
      return alpha === 1 ? colour : over(colour, alpha, groundOf(element.parentElement));
    };
    const luminance = (colour: Colour): number => {
      const [red = 0, green = 0, blue = 0] = colour.map((part) =>
        part <= 10.31 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrastOf = (element: Element): number => {
      const ground = groundOf(element);
      const ink = painted(getComputedStyle(element).color);
      const [light = 0, dark = 0] = [luminance(over(ink.colour, ink.alpha, ground)), luminance(ground)].sort(
        (one, other) => other - one,
      );
      return (light + 0.05) / (dark + 0.05);
    };
    const nameOf = (element: Element): string =>
      [
        element.getAttribute('aria-label'),
        ...('labels' in element ? [...(element.labels as NodeListOf<Element>)].map((label) => label.textContent) : []),
        ...(element.getAttribute('aria-labelledby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent),
        element.textContent,
      ].join('');
    // A click up to 12 pixels from the middle, up or down, still lands on it.
    const isLarge = (element: Element, { left, width, top, height }: DOMRect): boolean =>
      [-11, 11].every((far) => {
        const met = document.elementFromPoint(left + width / 2, top + height / 2 + far);
        return met !== null && (element.contains(met) || (met.closest('label')?.contains(element) ?? false));
      });
    const isSeen = (element: Element, { width, height, top, bottom }: DOMRect): boolean =>
      width > 0 &&
      height > 0 &&
      top >= 0 &&
      bottom <= innerHeight &&
      element.closest('.unseen, .unseen-until-focus') === null &&
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

    const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
    return [...root.querySelectorAll('*')].flatMap((element) => {
      const box = element.getBoundingClientRect();
      if (!isSeen(element, box)) return [];
      const called = `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.slice(0, 40)}"`;
      const hasWords = [...element.childNodes].some(
        (node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '',
      );
      const isPainted = painted(getComputedStyle(element).color).alpha > 0 && element.closest(':disabled') === null;
      const isControl = element.matches('button, a[href], input, select, textarea, [role=tab]');
      const isClipped = element.closest('.clip, .thread-list, .board-columns') !== null;
      return [
        ...(hasWords && isPainted && contrastOf(element) < 4.5
          ? [`pale ${contrastOf(element).toFixed(2)}: ${called}`]
          : []),
        ...(hasWords && box.right > innerWidth + 1 && !isClipped ? [`beyond the window: ${called}`] : []),
        ...(isControl && nameOf(element).trim() === '' ? [`nameless: ${called}`] : []),
        ...(isControl && element.closest(':disabled, a') === null && box.height < 24 && !isLarge(element, box)
          ? [`small: ${called}`]
          : []),
      ];
    });
  });
}
