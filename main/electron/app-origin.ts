/** The page's own address. A scheme of our own, because pages from `file:` may read every file of the user. */
export const SCHEME = 'app';
export const HOST = 'mailpin';
export const PAGE_URL = `${SCHEME}://${HOST}/index.html`;

/** Whether an address is part of our own page. Compared by parts: `app://mailpin.evil/` and `app://mailpin@evil/` are not. */
export function isOwnUrl(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null) return false;
  return parsed.protocol === `${SCHEME}:` && parsed.host === HOST && parsed.username === '' && parsed.password === '';
}
