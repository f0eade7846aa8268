/** How many columns a text takes in a terminal. */

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
/** East Asian Wide and Fullwidth (UAX 11), in the blocks that fonts really draw over two columns. */
const WIDE =
  /^[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{33ff}\u{3400}-\u{4dbf}\u{4e00}-\u{a4cf}\u{a960}-\u{a97f}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe10}-\u{fe19}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;
const EMOJI = /^\p{Emoji_Presentation}|\u{fe0f}/u;
const INVISIBLE = /^[\p{Mark}\p{Cc}\p{Cf}]+$/u;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function displayWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) columns += clusterWidth(segment);
  return columns;
}

/** The text, cut at a whole character with `…` when it takes more than `columns`. */
export function fitTo(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let fitting = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    used += clusterWidth(segment);
    if (used > columns - 1) break;
    fitting += segment;
  }
  return `${fitting.trimEnd()}…`;
}

function clusterWidth(cluster: string): number {
  if (INVISIBLE.test(cluster)) return 0;
  return WIDE.test(cluster) || EMOJI.test(cluster) ? 2 : 1;
}
