import { decodeWords } from './encoded-words.ts';

/** A Subject field as text on one line. */
export function decodeSubject(field: string): string {
  return decodeWords(field)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
