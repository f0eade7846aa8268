import { knowingRecent } from '../domain/recent.ts';
import { foldForSearch, searchTokens, waysToWrite } from '../domain/search-fold.ts';
import type { UnixMs } from '../domain/ids.ts';

/** A mail that has what was asked for. */
export interface RankedHit {
  readonly subject: string;
  /** Name and address of who wrote it. */
  readonly sender: string;
  readonly sentAt: UnixMs;
}

/** What one word is worth where it is found; in the text alone it is worth one. */
const WORTH = { subjectWord: 6, subject: 4, senderWord: 5, sender: 3 } as const;
/** All words side by side in the subject, as they were typed. */
const SIDE_BY_SIDE = 1.5;
/** A mail so much older than the newest hit gets half of what being new is worth. */
const HALF_WORTH_MS = 90 * 86_400_000;

/**
 * Best first. A word in the subject counts most, then one in the name of who wrote it; being the newest hit doubles what a mail is worth, so
 * that a new mail beats an old one that is up to twice as good. Equals in order of time. Pure.
 *
 * @param words what was looked for in words, as typed; without any the newest is the best
 */
export function rankHits<Hit extends RankedHit>(hits: readonly Hit[], words: readonly string[]): readonly Hit[] {
  const newestAt = Math.max(...hits.map(({ sentAt }) => sentAt));
  const wanted = words
    .map((word) => waysToWrite(word).map((way) => searchTokens(way).join(' ')))
    .filter(([word]) => word !== '');
  const together = wanted.map(([word]) => word).join(' ');
  const worth = (hit: Hit): number => {
    const newness = 1 + HALF_WORTH_MS / (HALF_WORTH_MS + newestAt - hit.sentAt);
    if (wanted.length === 0) return newness;
    const subject = ` ${tokensOf(hit.subject)} `;
    const sender = ` ${tokensOf(hit.sender)} `;
    const sum = wanted.reduce((total, ways) => total + mostWorth(ways, subject, sender), 0) / wanted.length;
    return newness * sum * (wanted.length > 1 && subject.includes(` ${together}`) ? SIDE_BY_SIDE : 1);
  };
  return hits
    .map((hit) => ({ hit, worth: worth(hit) }))
    .sort((one, other) => other.worth - one.worth || other.hit.sentAt - one.hit.sentAt)
    .map(({ hit }) => hit);
}

function mostWorth(ways: readonly string[], subject: string, sender: string): number {
  return Math.max(...ways.map((way) => worthOf(way, subject, sender)));
}

function worthOf(word: string, subject: string, sender: string): number {
  if (subject.includes(` ${word} `)) return WORTH.subjectWord;
  if (sender.includes(` ${word} `)) return WORTH.senderWord;
  if (subject.includes(` ${word}`)) return WORTH.subject;
  if (sender.includes(` ${word}`)) return WORTH.sender;
  return 1;
}

/** Words with one blank between them; folding is most of the work, most text is plain, and hits share their subjects and writers. */
const tokensOf = knowingRecent((text) =>
  /^[\0-\x7f]*$/u.test(text)
    ? foldForSearch(text)
        .replace(/[^a-z0-9]+/gu, ' ')
        .trim()
    : searchTokens(text).join(' '),
);
