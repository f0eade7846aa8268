/** Letters of scripts that are written without blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;

/**
 * Text as the search index takes it, and as it is asked: every letter of an unspaced script stands alone, so that a word is found in
 * the middle of a sentence, as a phrase of its letters. The tokenizer (unicode61) would take the whole sentence for one word.
 */
export function searchText(text: string): string {
  return text.replace(UNSPACED, ' $& ');
}
