import { setTimeout } from 'node:timers/promises';
import { chanceOf } from '../chance.ts';
import type { Engine } from '../engine.ts';
import { madeMails } from '../mailbox/made-mails.ts';

const WORD = /\p{L}{5,}/gu;
const WORDS = 3;

/** Three words are not typed faster. */
const TYPING_MS = 2_000;

/**
 * How long it takes to find mail by three words of it, in ms; every search is another one. As in the window, the first letter was
 * searched for while the words were typed.
 */
export async function searchTimes(engine: Engine, mailCount: number, times: number): Promise<readonly number[]> {
  const searches = threeWordsOf(mailCount, times);
  await engine.call('mails.search', { text: searches[0]?.slice(0, 1) ?? '', limit: 50 });
  await setTimeout(TYPING_MS);
  const took: number[] = [];
  for (const text of searches) {
    const askedAt = performance.now();
    const { hits } = await engine.call('mails.search', { text, limit: 50 });
    took.push(performance.now() - askedAt);
    if (hits.length === 0) throw new Error(`no mail has: ${text}`);
  }
  return took;
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
