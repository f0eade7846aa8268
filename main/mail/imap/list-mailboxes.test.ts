import { expect, test } from 'vitest';
import { startDovecot } from '../../../e2e/servers/dovecot.ts';
import { connectTo, fetchAll, PASSWORD } from '../testing/imap-sessions.ts';

const SALLY = 'sally@acme.example';
const raw = `From: Ana <ana@globex.example>\r\nTo: ${SALLY}\r\nSubject: To all of sales\r\n\r\nHello\r\n`;

test.each([
  ['listed with the others', '', true, 'Public/Sales', 'Sent'],
  ['listed only to who asks', '', false, 'Public/Sales', 'Sent'],
  ['beside a prefix of the user’s own', 'INBOX.', true, 'Public.Sales', 'INBOX.Sent'],
  ['beside a prefix, and listed only to who asks', 'INBOX.', false, 'Public.Sales', 'INBOX.Sent'],
] as const)('a mailbox of everybody can be read: %s', async (_how, personalPrefix, isPublicListed, path, sent) => {
  const server = await startDovecot({ users: { [SALLY]: PASSWORD }, namespaces: { personalPrefix, isPublicListed } });
  try {
    await server.mail.createMailbox(SALLY, path);
    await server.mail.append(SALLY, { raw, mailbox: path });
    const session = await connectTo(server, { user: SALLY });
    const listed = await session.listMailboxes();
    expect(listed.filter((one) => one.path === path)).toEqual([{ path, role: null }]);
    expect(listed).toContainEqual({ path: 'INBOX', role: 'inbox' });
    expect(listed).toContainEqual({ path: sent, role: 'sent' });
    expect(new Set(listed.map((one) => one.path)).size).toBe(listed.length);
    expect((await session.openMailbox(path)).messageCount).toBe(1);
    const [mail] = await fetchAll(session, await session.listUids());
    expect(mail).toMatchObject({ content: { subject: 'To all of sales' } });
    await session.close();
  } finally {
    await server.stop();
  }
});
