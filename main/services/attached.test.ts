import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { MailId, UnixMs } from '../../app/domain/ids.ts';
import { toMailpinError } from '../../app/errors.ts';
import { startDovecot, type Dovecot } from '../../e2e/servers/dovecot.ts';
import { createMailpin, type Mailpin } from '../compose.ts';
import { sourcesBeside } from '../reading/beside-source.ts';
import { memorySecrets } from './testing/memory-secrets.ts';
import { SALLY } from './testing/people.ts';
import { SILENT, tempDir } from './testing/profile.ts';

const PASSWORD = 'correct horse';
const POINT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
let server: Dovecot;

beforeAll(async () => {
  server = await startDovecot({ users: { sally: PASSWORD, lone: PASSWORD } });
});
afterAll(() => server.stop());

/** A mail with a picture that its HTML names, one that only says it is one, and a mail within it that holds a file and a mail. */
const OUTER = `From: Ana <ana@acme.test>
To: ${SALLY}
Date: Mon, 05 Jan 2026 08:00:00 +0000
Subject: Outer
Message-ID: <outer@mail.test>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=o

--o
Content-Type: text/html

<p>See <img src="cid:logo%40acme.test"> <img src="cid:evil@acme.test"></p>
--o
Content-Type: application/octet-stream; name=logo.png
Content-ID: <logo@acme.test>
Content-Transfer-Encoding: base64

${POINT}
--o
Content-Type: image/png; name=evil.png
Content-ID: <evil@acme.test>

<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>
--o
Content-Type: message/rfc822

From: Ben <ben@bolt.test>
To: Ana <ana@acme.test>
Subject: Inner
Message-ID: <inner@mail.test>
Content-Type: multipart/mixed; boundary=i

--i
Content-Type: text/plain

inner text
--i
Content-Type: application/pdf; name=offer.pdf
Content-Disposition: attachment

%PDF
--i
Content-Type: message/rfc822

From: third@x.test
Subject: Third
Date: Sun, 04 Jan 2026 08:00:00 +0000

deep
--i--
--o--
`.replaceAll('\n', '\r\n');

async function connected(user: string): Promise<{ mailpin: Mailpin; mailId: MailId }> {
  await server.mail.append(user, { raw: OUTER });
  const mailpin = createMailpin(
    { profileDir: tempDir() },
    {
      secrets: memorySecrets(),
      clock: { now: () => Date.parse('2026-01-10T10:00:00Z') as UnixMs },
      logger: SILENT,
      openSource: sourcesBeside(),
    },
  );
  onTestFinished(() => mailpin.stop());
  const { host, tlsPort: port, caFile } = server;
  const settings = { kind: 'imap', host, port, security: 'tls', user, caFile } as const;
  await mailpin.call('accounts.add', { address: SALLY, settings, password: PASSWORD, isChecked: true });
  await mailpin.call('sync.once', {});
  const { id } = await mailpin.call('mails.get', { mail: { messageId: 'outer@mail.test' } });
  return { mailpin, mailId: id };
}
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => toMailpinError(error).code,
  );

test('pictures that a mail names are fetched from its server by what they are, and a program is none', async () => {
  const { mailpin, mailId } = await connected('sally');
  expect(await mailpin.call('mails.pictures', { mailId })).toEqual({
    pictures: [{ contentId: 'logo@acme.test', mediaType: 'image/png', base64: POINT }],
    leftOutCount: 1,
  });
});

test('a mail within a mail, and one within that, is read beside the engine, and what hangs on it can be saved', async () => {
  const { mailpin, mailId } = await connected('lone');
  const inner = await mailpin.call('attachments.open', { mailId, part: '4' });
  expect(inner).toMatchObject({ subject: 'Inner', text: 'inner text', html: null, isDateGuessed: true });
  expect(inner.sentAt).toBe(Date.parse('2026-01-05T08:00:00Z'));
  expect(inner.attachments.map(({ part, fileName }) => [part, fileName])).toEqual([
    ['4.2', 'offer.pdf'],
    ['4.3', 'Third.eml'],
  ]);
  const third = await mailpin.call('attachments.open', { mailId, part: '4.3' });
  expect(third).toMatchObject({ subject: 'Third', text: 'deep', isDateGuessed: false });
  const path = join(tempDir(), 'offer.pdf');
  await mailpin.call('attachments.save', { mailId, part: '4.2', path });
  expect(readFileSync(path, 'latin1')).toBe('%PDF');

  expect(await codeOf(mailpin.call('attachments.open', { mailId, part: '2' }))).toBe('input.not-a-mail');
  expect(await codeOf(mailpin.call('attachments.open', { mailId, part: '9' }))).toBe('input.unknown-mail');
  // Nobody it names came into the mirror by it.
  expect((await mailpin.call('mails.search', { text: 'from:ben', limit: 5 })).hits).toEqual([]);
});
