/** Schemes of links in mails that are opened outside, as URL.protocol has them; all others are refused. */
const OPENED: readonly string[] = ['https:', 'mailto:'];

/** Whether links of this scheme are opened. `protocol` ends with a colon (WHATWG URL). */
export function isOpenedScheme(protocol: string): boolean {
  return OPENED.includes(protocol);
}
