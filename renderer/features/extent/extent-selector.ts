import type { Extent } from '../../../app/domain/extent.ts';

const SELECTORS = { none: 'none', 'headers-only': 'headers', full: 'full' } as const satisfies Record<Extent, string>;

/** An extent as sentences select by it: ICU takes no hyphen there. */
export function extentSelector(extent: Extent): string {
  return SELECTORS[extent];
}
