import type { CanonicalAddress } from './ids.ts';
import type { Sensitivity } from './mail.ts';

/** The languages of the lists of words; a mail is looked through for the words of all of them. */
export const WORD_LANGUAGES = ['en', 'de', 'fr', 'it', 'ja'] as const;
export type WordLanguage = (typeof WORD_LANGUAGES)[number];

/** A word, or a few words one after the other, that make a mail look personal or confidential. */
export interface PersonalWord {
  readonly language: WordLanguage;
  /** In the form in which it is compared: see `comparedWord`. */
  readonly word: string;
}

/** What makes a mail wait for the user's yes before it is pushed (rules 8). */
export interface PersonalLists {
  readonly words: readonly PersonalWord[];
  /** Whose mail waits in any case: doctor, lawyer, family. */
  readonly addresses: readonly CanonicalAddress[];
}

/** What gave a mail away. */
export type PersonalSign =
  | {
      readonly kind: 'word';
      readonly word: string;
      readonly language: WordLanguage;
      readonly where: 'subject' | 'text';
    }
  | { readonly kind: 'address'; readonly address: CanonicalAddress }
  /** Its writer marked it so, in the header. */
  | { readonly kind: 'sensitivity'; readonly sensitivity: Sensitivity };
