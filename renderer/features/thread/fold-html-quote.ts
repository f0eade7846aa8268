import { beginsHeaderBlock, isAttribution } from '../../../app/rules/quoted-history.ts';

/** What mail programs put around the history they quote: Gmail, Thunderbird and Apple Mail, Outlook on phones, Yahoo, and others. */
const QUOTE_BEGINS = [
  '.gmail_quote_container',
  '.gmail_quote',
  '.ms-outlook-mobile-reference-message',
  '.zmail_extra',
  '.tutanota_quote',
  '.moz-cite-prefix',
  'blockquote[type=cite]',
  '.yahoo_quoted',
  '.protonmail_quote',
].join(', ');

/** Puts the quoted history at the end of a page into a closed `<details>`, when there is something before it. Changes the page. */
export function foldHtmlQuote(page: Document, label: string): void {
  const begin = quoteBegin(page);
  if (begin === null || !hasWords(textBefore(page, begin))) return;
  if (hasWords(textAfter(page, begin))) return;
  const fold = page.createElement('details');
  fold.className = 'earlier-text';
  const summary = page.createElement('summary');
  summary.textContent = label;
  begin.before(fold);
  const history = [begin];
  while (history.at(-1)?.nextElementSibling) {
    const next = history.at(-1)?.nextElementSibling;
    if (next) history.push(next);
  }
  fold.append(summary, ...history);
}

/** The first element of the history: a container made for it, or Outlook's header block; with what announces it. */
function quoteBegin(page: Document): Element | null {
  const begin =
    page.body.querySelector(QUOTE_BEGINS) ??
    [...page.body.querySelectorAll('p, div')].find((block) => beginsHeaderBlock(linesOf(block))) ??
    null;
  const before = begin?.previousElementSibling ?? null;
  const isAnnounced = before !== null && (before.tagName === 'HR' || isAttribution(before.textContent));
  return isAnnounced ? before : begin;
}

function linesOf(block: Element): readonly string[] {
  const copy = block.cloneNode(true);
  if (!(copy instanceof Element)) return [];
  for (const lineBreak of copy.querySelectorAll('br')) lineBreak.replaceWith('\n');
  return copy.textContent.trimStart().split('\n');
}

/** Text of what precedes an element in the page. */
function textBefore(page: Document, element: Element): string {
  const range = page.createRange();
  range.setStart(page.body, 0);
  range.setEndBefore(element);
  return range.toString();
}

/** Text after the quote's own siblings: an answer written below the quote stays in sight, so nothing is folded. */
function textAfter(page: Document, element: Element): string {
  const range = page.createRange();
  range.setStartAfter(element.parentElement?.lastElementChild ?? element);
  range.setEndAfter(page.body.lastChild ?? page.body);
  return range.toString();
}

function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
