import { chanceOf } from '../chance.ts';
import type { Engine } from '../engine.ts';
import { madeMails } from '../mailbox/made-mails.ts';

const WORD = /\p{L}{5,}/gu;
const WORDS = 3;

/** How long it takes to find mail by three words of it, in ms; every search is another one. */
export async function searchTimes(engine: Engine, mailCount: number, times: number): Promise<readonly number[]> {
  const searches = threeWordsOf(mailCount, times + 1);
  const took: number[] = [];
  for (const text of searches) {
    const askedAt = performance.now();
    const { hits } = await engine.call('mails.search', { text, limit: 50 });
    took.push(performance.now() - askedAt);
    if (hits.length === 0) throw new Error(`no mail has: ${text}`);
  }
  // The first one meets an engine that has not searched yet.
  return took.slice(1);
}

/** Words as somebody remembers them: from one mail, not the shortest, in any place. */
function threeWordsOf(mailCount: number, count: number): readonly string[] {
  const chance = chanceOf(31);
  const searches: string[] = [];
  for (const { mail } of madeMails(mailCount)) {
    const words = [...new Set((mail.text ?? '').match(WORD) ?? [])];
    if (words.length < WORDS || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(mail.text ?? ''))
      continue;
    searches.push(Array.from({ length: WORDS }, () => words[chance.below(words.length)] ?? '').join(' '));
    if (searches.length === count) break;
  }
  return searches;
}
