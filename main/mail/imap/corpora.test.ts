/** Real mail of other people through a real server. Without `MAILPIN_CORPORA` this is skipped and says so. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { startDovecot } from '../../../e2e/servers/dovecot.ts';
import { parseMail } from '../parse/parse-mail.ts';
import { connectTo, fetchAll, PASSWORD } from '../testing/imap-sessions.ts';

const CORPORA = process.env['MAILPIN_CORPORA'];
const USER = 'sally@acme.example';
/** Mails whose damage Dovecot reads in another way than we do: delimiters over 70 bytes, nested open multiparts and the like. */
const READ_DIFFERENTLY = 5;

test.skipIf(CORPORA === undefined)(
  'a mail is the same mail, by key, kind and what its kind tells, whether read whole or part by part from a server',
  { timeout: 120_000 },
  async () => {
    const server = await startDovecot({ users: { [USER]: PASSWORD } });
    try {
      const raws = new Map<number, Buffer>();
      for (const file of globSync(
        join(CORPORA ?? '', '{mime,bounces,auto-reply,calendar}/**/*.{eml,msg}'),
      ).toSorted()) {
        const raw = readFileSync(file);
        if (raw.length > 0) raws.set(await server.mail.append(USER, { raw }), raw);
      }
      const session = await connectTo(server, { user: USER });
      await session.openMailbox('INBOX');
      const fetched = await fetchAll(session, await session.listUids());
      await session.close();
      expect(fetched.length).toBe(raws.size);
      const different = fetched.filter((mail) => {
        if (mail.kind === 'failure') return true;
        const whole = parseMail(raws.get(mail.uid) ?? Buffer.alloc(0), mail.arrivedAt);
        const isSame = isDeepStrictEqual(mail.content.details, whole.details) && mail.content.key === whole.key;
        return !isSame || mail.content.kind !== whole.kind;
      });
      expect(different.length).toBeLessThanOrEqual(READ_DIFFERENTLY);
    } finally {
      await server.stop();
    }
  },
);
