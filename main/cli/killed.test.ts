/** Killed at any moment, the program starts again with nothing lost and nothing doubled. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Page, ThreadSummary } from '../../app/contract/views.ts';
import { addToMaildir, CARD_FILE, SALLY, STORY, type MailPlan } from './testing/mail-maker.ts';
import { newProfile, type Profile } from './testing/profile.ts';

const MAIL_COUNT = 1_500;

/** Threads of three mails with the people of the story in turn. */
function manyMails(): readonly MailPlan[] {
  const people = ['ana@globex.test', 'ben@initech.test', 'carl@globex.test', 'nina@elsewhere.test'];
  return Array.from({ length: MAIL_COUNT }, (_, at) => {
    const first = at - (at % 3);
    const from = people[(first / 3) % people.length] ?? SALLY;
    return {
      id: `m${at}`,
      from: at % 3 === 1 ? SALLY : from,
      to: at % 3 === 1 ? [from] : [SALLY],
      mailbox: at % 3 === 1 ? 'Sent' : 'INBOX',
      answers: Array.from({ length: at - first }, (_gap, back) => `m${first + back}`),
      minute: 100 + at,
    };
  });
}

async function standUp(profile: Profile): Promise<void> {
  addToMaildir(join(profile.scratch, 'Mail'), [...STORY, ...manyMails()]);
  await profile.json(['account', 'add', SALLY, '--maildir', join(profile.scratch, 'Mail')]);
  await profile.json(['card', 'import', '-'], CARD_FILE);
}

/** Starts a sync and kills it without warning once it has announced so many changes; false when it was done before. */
async function killAfter(profile: Profile, changes: number): Promise<boolean> {
  const { child, ended } = profile.start(['sync', '--watch', '--json']);
  let seen = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = chunk.toString().split('\n');
    seen += lines.filter((line) => line.includes('"threads.changed"') || line.includes('"links.changed"')).length;
    if (seen >= changes || lines.some((line) => line.includes('"watching"'))) child.kill('SIGKILL');
  });
  await ended;
  return seen >= changes;
}

async function picture(profile: Profile): Promise<unknown> {
  const { status } = await profile.sync();
  const threads = (await profile.json(['threads'])) as Page<ThreadSummary>;
  // Where the mail lies and how the file grew are the run's own; everything else must be equal.
  const own = ['accounts', 'databaseBytes'];
  const facts = Object.fromEntries(Object.entries(status).filter(([name]) => !own.includes(name)));
  return {
    facts,
    links: await profile.links(),
    threads: threads.items.map(({ newestMessageId, mailCount }) => `${newestMessageId} ${mailCount}`).toSorted(),
    crm: await profile
      .json(['card', 'show', 'd1'])
      .then((card) => (card as { atCrm: readonly unknown[] }).atCrm.length),
  };
}

test(
  'a sync killed again and again ends in the same picture as one that was left alone',
  { timeout: 120_000 },
  async () => {
    const [calm, killed] = [newProfile(), newProfile()];
    await standUp(calm);
    await standUp(killed);
    let kills = 0;
    for (const changes of [1, 2, 3, 5, 8]) if (await killAfter(killed, changes)) kills += 1;
    expect(kills).toBeGreaterThanOrEqual(2);
    expect(await picture(killed)).toEqual(await picture(calm));
    calm.remove();
    killed.remove();
  },
);
