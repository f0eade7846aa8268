/** What sync promises, held on every kind of server we can have: real ones, and ours with little or nothing beyond RFC 3501. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SERVER_KINDS, type TestServer } from '../../e2e/servers/server-kinds.ts';
import type { Mailpin } from '../compose.ts';
import { imapProfile, LOOKS_OFTEN, rawMail, syncOnce, type ImapProfile } from './testing/imap-profile.ts';
import { SALLY } from './testing/people.ts';
import { cardsOf } from './testing/profile.ts';

describe.each(SERVER_KINDS)('$name', ({ isThere, start }) => {
  let server: TestServer;
  beforeAll(async () => {
    if (isThere) server = await start();
  });
  afterAll(async () => {
    if (isThere) await server.stop();
  });
  const fromAna = (id: string): string => rawMail(id, 'ana@acme.test', SALLY);

  test.skipIf(!isThere)(
    'new, read, deleted and filed mail is followed, and each sync knows no more than changed',
    async () => {
      const [one, two, three] = [
        await server.append('INBOX', fromAna('one')),
        await server.append('INBOX', fromAna('two')),
        await server.append('INBOX', fromAna('three')),
      ];
      await server.append('Sent', rawMail('answer', SALLY, 'ana@acme.test', 'one'));
      const profile = await imapProfile(server.reached);
      expect(await report(profile)).toMatchObject({ error: null, added: 4, removed: 0 });
      expect(await report(profile)).toMatchObject({ error: null, added: 0, removed: 0 });
      await server.see('INBOX', one);
      await server.expunge('INBOX', two);
      await server.move('INBOX', three, 'Archive');
      await server.append('INBOX', fromAna('four'));
      expect(await report(profile)).toMatchObject({ error: null, added: 1, removed: 2 });
      expect(await mail(profile.mailpin, 'one')).toMatchObject({ isSeen: true });
      expect(await mail(profile.mailpin, 'two')).toMatchObject({ mailboxes: [] });
      expect((await mail(profile.mailpin, 'three')).mailboxes.map(({ path }) => path)).toEqual(['Archive']);
      for (const id of ['one', 'two', 'three', 'four']) {
        expect([id, await cardsOf(profile.mailpin, id)]).toEqual([id, ['contact:c1', 'deal:d1']]);
      }
      expect((await report(profile))?.mailboxes.filter(({ isMirrored }) => isMirrored)).toMatchObject([
        { mirroredCount: 2, serverCount: 2 },
        { mirroredCount: 1, serverCount: 1 },
      ]);
    },
  );

  test.skipIf(!isThere)(
    'while watched, mail appears by itself in Inbox and in Sent, over two connections at most',
    async () => {
      const profile = await imapProfile(server.reached, LOOKS_OFTEN);
      expect(await syncOnce(profile)).toBeNull();
      const before = server.mostConnections();
      await watching(profile);
      const came = arrival(profile.mailpin, ['live', 'mine']);
      await server.append('INBOX', fromAna('live'));
      await server.append('Sent', rawMail('mine', SALLY, 'ben@bolt.test'));
      await came;
      // One of them is the test's own, with which it puts mail there.
      expect(server.mostConnections()).toBeLessThanOrEqual(Math.max(before, 2));
    },
  );
});

async function report({ mailpin }: ImapProfile) {
  const [first] = await mailpin.call('sync.once', {});
  return first;
}

function mail(mailpin: Mailpin, id: string) {
  return mailpin.call('mails.get', { mail: { messageId: `${id}@mail.test` } });
}

async function watching({ mailpin }: ImapProfile): Promise<void> {
  const begun = new Promise<void>((resolve) => {
    mailpin.on('account.changed', ({ state }) => state.kind === 'watching' && resolve());
  });
  await mailpin.call('sync.start', {});
  await begun;
}

/** Resolves when all these mails are in the mirror. */
function arrival(mailpin: Mailpin, ids: readonly string[]): Promise<void> {
  const missing = new Set(ids.map((id) => `${id}@mail.test`));
  return new Promise((resolve) => {
    mailpin.on('threads.changed', () => {
      void mailpin.call('threads.list', { limit: 100 }).then(({ items }) => {
        for (const { newestMessageId } of items) if (newestMessageId !== null) missing.delete(newestMessageId);
        if (missing.size === 0) resolve();
      });
    });
  });
}
