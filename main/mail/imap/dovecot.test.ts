import { expect, test } from 'vitest';
import { startDovecot } from '../../../e2e/servers/dovecot.ts';

const SALLY = 'sally@acme.example';
const raw = 'From: Ana <ana@globex.example>\r\nTo: sally@acme.example\r\nSubject: Hello\r\n\r\nHi Sally\r\n';

test.each([
  ['as the user who started it', false],
  ['without privileges', true],
])('a private server runs %s, takes mail, restarts and changes UIDVALIDITY', async (_how, isUnprivileged) => {
  const server = await startDovecot({ users: { [SALLY]: 'secret' }, isUnprivileged });
  try {
    const first = await server.mail.append(SALLY, { raw });
    const second = await server.mail.append(SALLY, { raw, flags: ['\\Seen'] });
    await server.mail.move(SALLY, 'INBOX', [first], 'Archive');
    expect(await server.mail.uids(SALLY, 'INBOX')).toEqual([second]);
    await server.restart();
    server.changeUidValidity(SALLY, 'INBOX');
    expect(await server.mail.uids(SALLY, 'INBOX')).toHaveLength(1);
    expect(await server.mail.uids(SALLY, 'Archive')).toHaveLength(1);
  } finally {
    await server.stop();
  }
});
