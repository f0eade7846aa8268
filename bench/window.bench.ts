import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright';
import { startDesktop } from '../e2e/desktop.ts';
import { board } from '../e2e/pages/board.ts';
import { mailList } from '../e2e/pages/mail-list.ts';
import { startEngine } from './engine.ts';
import { BUSY_MAILS, busyAddress, fillPost, peopleRows } from './made-post.ts';
import { middle, percentile, type TargetBench } from './targets.ts';

const SIZE = { mails: 5_000, contacts: 500, companies: 100, deals: 0 };
const PEOPLE = SIZE.contacts + SIZE.companies;
/** Somebody with all the busy addresses is on both, so each of those mails asks. */
const DEALS = ['Pumps north', 'Pumps south'];
const QUESTIONS = 2 * BUSY_MAILS;
const DROPS = 10;
const SCROLL_FRAMES = 300;
const SCROLL_STEP_PX = 60;

/** The whole program as a user has it: the page in Chromium, the engine in a process of its own. */
export const windowBench: TargetBench = {
  name: 'window',
  what: `${String(DROPS)} drops of a mail on a deal, and a list of ${String(QUESTIONS)} questions, in the window`,
  async run() {
    const profileDir = mkdtempSync(join(tmpdir(), 'mailpin-bench-'));
    try {
      await makeProfile(profileDir);
      const desktop = await startDesktop(profileDir);
      try {
        const drops = await dropMails(desktop.page);
        const frames = await scrollQuestions(desktop.page);
        const shown = drops.map(({ shownMs }) => shownMs);
        const onCard = drops.map(({ onCardMs }) => onCardMs);
        return {
          rows: [
            {
              what: 'drop, until its card stands on the mail',
              value: percentile(shown, 0.95),
              unit: 'ms',
              must: 100,
              aim: 50,
            },
            {
              what: 'drop, until the mail stands on the card',
              value: percentile(onCard, 0.95),
              unit: 'ms',
              must: 100,
              aim: 50,
            },
            // Two frames of a screen at 60 Hz: one was left out, which nobody sees.
            { what: 'questions, longest frame of a scroll', value: Math.max(...frames), unit: 'ms', must: 34, aim: 25 },
          ],
          facts: {
            'drop on the mail (middle)': middle(shown),
            'drop on the card (middle)': middle(onCard),
            'frames of the scroll': frames.length,
            'frame (middle)': middle(frames),
          },
        };
      } finally {
        await desktop.kill();
      }
    } finally {
      rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
    }
  },
};

async function makeProfile(profileDir: string): Promise<void> {
  await startEngine(profileDir).stop();
  const db = new Database(join(profileDir, 'mailpin.db'));
  fillPost(db, SIZE);
  db.close();
  const engine = startEngine(profileDir);
  const emails = [busyAddress(0), busyAddress(1)];
  await engine.call('cards.import', {
    rows: [
      ...peopleRows(SIZE),
      { kind: 'contact', id: 'busy', name: 'Busy', emails, row: PEOPLE + 1 },
      ...DEALS.map((name, at) => ({
        kind: 'deal' as const,
        id: `p${String(at)}`,
        name,
        people: ['busy'],
        row: PEOPLE + 2 + at,
      })),
    ],
  });
  await engine.call('outbox.drain', {});
  await engine.stop();
}

interface Drop {
  /** Until the mail in the list names the deal. */
  readonly shownMs: number;
  /** Until the deal, asked by the page, has the mail. */
  readonly onCardMs: number;
}

/** Drags the newest threads onto a deal of the board, one after the other. */
async function dropMails(page: Page): Promise<readonly Drop[]> {
  const deal = DEALS[0] ?? '';
  await board(page).open();
  const target = board(page).deal(deal);
  const cardId = (await target.getAttribute('data-card')) ?? '';
  const drops: Drop[] = [];
  for (let at = 0; at < DROPS; at += 1) {
    const row = mailList(page).list.getByRole('option').nth(at);
    const measured = await row.evaluateHandle(watchDrop, { deal, cardId });
    await row.dragTo(target);
    drops.push(await measured.evaluate(({ done }) => done));
  }
  return drops;
}

/** In the page: begins to watch before the drop; what it gives is settled when both have happened. */
async function watchDrop(row: Element, { deal, cardId }: { readonly deal: string; readonly cardId: string }) {
  const countOnCard = async (): Promise<number> => {
    const answer = await window.mailpin.call('cards.get', { cardId });
    return answer.ok ? answer.value.mails.length : 0;
  };
  const before = await countOnCard();
  const dropped = new Promise<number>((resolve) => {
    const options = { capture: true, once: true };
    document.addEventListener('drop', () => resolve(performance.now()), options);
  });
  const shown = new Promise<number>((resolve) => {
    const look = (): void => {
      if (row.textContent.includes(deal)) requestAnimationFrame(() => resolve(performance.now()));
      else requestAnimationFrame(look);
    };
    void dropped.then(look);
  });
  const onCard = new Promise<number>((resolve) => {
    const stop = window.mailpin.on('links.changed', () => {
      void countOnCard().then((count) => {
        if (count === before) return;
        stop();
        resolve(performance.now());
      });
    });
  });
  const done = Promise.all([dropped, shown, onCard]).then(([at, shownAt, onCardAt]) => ({
    shownMs: shownAt - at,
    onCardMs: onCardAt - at,
  }));
  return { done };
}

/** Scrolls through the list, a step a frame. @returns the time from each frame to the next, in ms */
async function scrollQuestions(page: Page): Promise<readonly number[]> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Needs you' }).click();
  const place = page.getByRole('region', { name: 'Needs you' });
  await place.locator('.question').first().waitFor();
  return place.evaluate(
    (list, { frames, stepPx }) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        let last = performance.now();
        const step = (): void => {
          const now = performance.now();
          gaps.push(now - last);
          last = now;
          list.scrollTop += stepPx;
          if (gaps.length < frames) requestAnimationFrame(step);
          else resolve(gaps.slice(1));
        };
        requestAnimationFrame(step);
      }),
    { frames: SCROLL_FRAMES, stepPx: SCROLL_STEP_PX },
  );
}
