import type { CanonicalAddress } from '../domain/ids.ts';
import type { MailFacts, Sensitivity } from '../domain/mail.ts';
import type { PersonalLists, PersonalSign, PersonalWord } from '../domain/personal.ts';
import { addressesOf } from './addresses-of.ts';
import { personKey } from './identity.ts';
import { writersOwnText } from './writers-own-text.ts';

/** Scripts that put no blank between words: there a word is found wherever its letters stand. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;

/** A word as it is compared: compatibility form, lower case, one blank where anything but letters and digits stood. */
export function comparedWord(written: string): string {
  return written.normalize('NFKC').toLowerCase().replace(BETWEEN_WORDS, ' ').trim();
}

export type PersonalMail = Pick<MailFacts, 'subject' | 'participants'> & {
  readonly text: string;
  readonly sensitivity: Sensitivity | null;
};

/**
 * A question about many mails: does it look personal or confidential, and what gives it away (rules 8)? Asked are its people, what
 * its writer marked it as, its subject, and what its writer wrote, not what they quoted or what their company puts below every mail. Pure.
 *
 * @returns null for a mail that looks like any other
 */
export function personalSignFinder({ words, addresses }: PersonalLists): (mail: PersonalMail) => PersonalSign | null {
  const people = new Map(addresses.map((address) => [personKey(address), address]));
  const find = wordFinder(words);
  return ({ subject, participants, text, sensitivity }) => {
    const address = privatePerson(addressesOf({ participants }), people);
    if (address !== undefined) return { kind: 'address', address };
    if (sensitivity !== null) return { kind: 'sensitivity', sensitivity };
    const inSubject = find(subject);
    if (inSubject !== null) return { kind: 'word', ...inSubject, where: 'subject' };
    const inText = find(writersOwnText(text));
    return inText === null ? null : { kind: 'word', ...inText, where: 'text' };
  };
}

function privatePerson(
  addresses: readonly CanonicalAddress[],
  people: ReadonlyMap<string, CanonicalAddress>,
): CanonicalAddress | undefined {
  if (people.size === 0) return undefined;
  return addresses.find((address) => people.has(personKey(address)));
}

/** Finds the first of the words in a text, by looking each word of the text up once. */
function wordFinder(words: readonly PersonalWord[]): (text: string) => PersonalWord | null {
  const spaced = new Map<string, { readonly entry: PersonalWord; readonly parts: readonly string[] }[]>();
  const unspaced: PersonalWord[] = [];
  for (const entry of words) {
    const parts = entry.word.split(' ');
    const [first = ''] = parts;
    if (UNSPACED.test(entry.word)) unspaced.push(entry);
    else spaced.set(first, [...(spaced.get(first) ?? []), { entry, parts }]);
  }
  return (text) => {
    const compared = comparedWord(text);
    const tokens = compared.split(' ');
    for (const [at, token] of tokens.entries()) {
      const hit = spaced.get(token)?.find(({ parts }) => parts.every((part, offset) => tokens[at + offset] === part));
      if (hit !== undefined) return hit.entry;
    }
    return unspaced.find(({ word }) => compared.includes(word)) ?? null;
  };
}
