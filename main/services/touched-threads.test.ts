/** Matching runs again only for the mails that a change touches (rules 5): counted, in a mirror full of other mail. */
import { expect, test } from 'vitest';
import type { Card } from '../../app/domain/card.ts';
import type { CanonicalAddress, CardId, MailId, ThreadId, UnixMs } from '../../app/domain/ids.ts';
import { detachMails } from './detach-mails.ts';
import { contactCard } from './testing/array-crm.ts';
import { mailOf } from './testing/array-source.ts';
import { emptyMirror, type Mirror } from './testing/history.ts';
import { SALLY } from './testing/people.ts';

const OTHERS = 60;
const CONTENTS = [
  mailOf({ id: 'a1', from: 'ana@acme.test', to: SALLY, subject: 'Pilot', at: 1 }),
  mailOf({ id: 'a2', from: 'ana@acme.test', to: SALLY, subject: 'Re: Pilot', at: 2, replyTo: 'a1' }),
  mailOf({ id: 'a3', from: 'ana+news@acme.test', to: SALLY, subject: 'Fair', at: 3 }),
  mailOf({ id: 'b1', from: 'ben@bolt.test', to: SALLY, subject: 'Bolts', at: 4 }),
  ...Array.from({ length: OTHERS }, (_, at) =>
    mailOf({
      id: `x${String(at)}`,
      from: `x${String(at)}@many.test`,
      to: SALLY,
      subject: `Other ${String(at)}`,
      at: 5,
    }),
  ),
];
const ANA = contactCard('ana', 'ana@acme.test');
const DEAL: Card = {
  ...contactCard('d1', ''),
  id: 'array:deal:d1' as CardId,
  kind: 'deal',
  addresses: [],
  peopleIds: [ANA.id],
};
const FIRM: Card = { ...DEAL, id: 'array:company:o1' as CardId, kind: 'company', peopleIds: [] };
const withBen = [...ANA.addresses, { address: 'ben@bolt.test' as CanonicalAddress, isPrimary: false }];

async function full(): Promise<Mirror> {
  const mirror = emptyMirror();
  await mirror.happen({ kind: 'cards', cards: [ANA, DEAL, FIRM], isMatchedLater: false });
  await mirror.happen({ kind: 'mail', contents: CONTENTS });
  return mirror;
}

/** Subjects of the oldest mails of threads. */
function subjectsOf({ db }: Mirror, threadIds: readonly ThreadId[]): readonly string[] {
  const oldest = db.prepare<[ThreadId], string>(
    'SELECT subject FROM mail WHERE thread_id = ? ORDER BY sent_at LIMIT 1',
  );
  return threadIds.flatMap((threadId) => oldest.pluck().get(threadId) ?? []).sort();
}

test.each<[string, Card, readonly string[]]>([
  ['a contact gains an address', { ...ANA, addresses: withBen }, ['Bolts', 'Fair', 'Pilot']],
  ['a contact is gone', { ...ANA, goneAt: 9 as UnixMs }, ['Fair', 'Pilot']],
  ['a contact of nobody’s mail comes', contactCard('zoe', 'zoe@zed.test'), []],
  ['a deal is lost', { ...DEAL, status: 'lost', closedAt: 9 as UnixMs }, ['Fair', 'Pilot']],
  ['a company gains a domain', { ...FIRM, domains: ['bolt.test'] }, ['Bolts']],
])('when %s, only the threads it touches wait to be decided again', async (_what, card, touched) => {
  const mirror = await full();
  await mirror.happen({ kind: 'cards', cards: [card], isMatchedLater: true });
  const waiting = mirror.db.prepare<[], ThreadId>('SELECT thread_id FROM stale_thread').pluck().all();
  expect(subjectsOf(mirror, waiting)).toEqual(touched);
});

test.each([
  ['thread', ['Pilot']],
  ['person', ['Fair', 'Pilot']],
] as const)('the user’s word on a %s decides only what it reaches', async (reach, reached) => {
  const mirror = await full();
  const mailId = mirror.db.prepare<[], MailId>(`SELECT mail_id FROM mail WHERE subject = 'Pilot'`).pluck().get() ?? 0;
  const order = { mails: [{ mailId: mailId as MailId }], cardId: DEAL.id, reach };
  expect(subjectsOf(mirror, detachMails(mirror, order).threadIds)).toEqual(reached);
});

test('new mail decides its own thread, and no other', async () => {
  const mirror = await full();
  const decided: ThreadId[] = [];
  mirror.store.onEvents((events) => {
    for (const event of events) if (event.name === 'links.changed') decided.push(...event.payload.threadIds);
  });
  const reply = mailOf({ id: 'a4', from: 'ana@acme.test', to: SALLY, subject: 'Re: Pilot', at: 9, replyTo: 'a2' });
  await mirror.happen({ kind: 'mail', contents: [reply] });
  expect(subjectsOf(mirror, decided)).toEqual(['Pilot']);
});
