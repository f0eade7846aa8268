import type { Participant, ParticipantRole, SearchableWords } from '../../app/domain/mail.ts';
import { knowingRecent } from '../../app/domain/recent.ts';
import { inPairs, oneForm, searchTokens, spelledOut } from '../../app/domain/search-fold.ts';

const BEYOND_ASCII = /[^\0-\x7f]/u;
const UMLAUT = /[äöüÄÖÜ\u0308]/u;
const WORD_WITH_UMLAUT = /[\p{L}\p{M}\p{N}]*[äöüÄÖÜ\u0308][\p{L}\p{M}\p{N}]*/gu;
/** Stands before the first letters of a word, so that they are not taken for a word of their own. A letter nobody writes in mail. */
const BEGINNING = 'ː';
/** How many first letters of a word are kept by themselves: beginnings of up to so many letters are found without reading the index. */
export const BEGINNING_LETTERS = 3;

/** Characters of the text that can be found; a mail with a longer one is found by its beginning. */
const SEARCHED_CHARS = 200_000;
/** Who counts as the writer of a mail. */
const WRITERS: readonly ParticipantRole[] = ['from', 'sender', 'reply-to'];

/** What of a mail can be found. */
export interface SearchableContent {
  readonly subject: string;
  readonly participants: readonly Pick<Participant, 'role' | 'displayName' | 'rawAddress'>[];
  readonly fileNames: readonly string[];
  readonly text: string;
}

/** A mail as the index takes it, column by column. */
export function searchableWords({ subject, participants, fileNames, text }: SearchableContent): SearchableWords {
  const people = (roles: readonly ParticipantRole[]): string =>
    participants
      .filter(({ role }) => roles.includes(role))
      .map(({ displayName, rawAddress }) => `${displayName} ${rawAddress}`)
      .join(' \n');
  return {
    subject: indexedHead(subject),
    sender: indexedHead(people(WRITERS)),
    recipients: indexedHead(people(['to'])),
    copies: indexedHead(people(['cc', 'bcc'])),
    files: indexedHead(fileNames.join(' \n')),
    body: indexedText(text.slice(0, SEARCHED_CHARS)),
  };
}

/** A text as the index takes it: one form, unspaced scripts in pairs, words with umlauts once more as one spells them without. */
function indexedText(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  return `${inPairs(oneForm(text))}${spellings(text)}`;
}

/**
 * A short text of the head of a mail, with the beginnings of its words, so that the first letters somebody types find people and
 * subjects at once.
 */
const indexedHead = knowingRecent((text) => {
  const beginnings = new Set<string>();
  for (const token of searchTokens(text)) {
    for (let letters = 1; letters <= BEGINNING_LETTERS && letters < token.length; letters += 1)
      beginnings.add(`${BEGINNING}${token.slice(0, letters)}`);
  }
  return `${indexedText(text)} ${[...beginnings].join(' ')}`;
});

/** The word of the index that stands for all words of a mail's head that begin with these letters. */
export function beginningWord(letters: string): string {
  return `${BEGINNING}${letters}`;
}

function spellings(text: string): string {
  if (!UMLAUT.test(text)) return '';
  const words = new Set<string>();
  for (const [word] of text.matchAll(WORD_WITH_UMLAUT)) {
    const spelled = spelledOut(word);
    if (spelled !== null) words.add(spelled);
  }
  return words.size === 0 ? '' : ` ${[...words].join(' ')}`;
}
