/** Real mail of other people, outside this project: `MAILPIN_CORPORA` names the folder. Without it these tests are skipped and say so. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { UnixMs } from '../../../app/domain/ids.ts';
import type { MailContent } from '../../../app/domain/mail.ts';
import { parseMail } from './parse-mail.ts';

const CORPORA = process.env['MAILPIN_CORPORA'];
const NOW = Date.UTC(2026, 10, 22) as UnixMs;
const onRealMail = test.skipIf(CORPORA === undefined);

function filesOf(pattern: string): readonly string[] {
  return globSync(join(CORPORA ?? '', pattern)).toSorted();
}
function parseAll(pattern: string): readonly MailContent[] {
  const mails = filesOf(pattern).map((file) => parseMail(readFileSync(file), NOW));
  expect(mails, pattern).not.toHaveLength(0);
  return mails;
}
function parseOne(pattern: string): MailContent {
  const [mail, ...more] = parseAll(pattern);
  if (mail === undefined || more.length > 0) throw new Error(`not one file: ${pattern}`);
  return mail;
}
function addresses(mail: MailContent, ...roles: readonly string[]): readonly (string | null)[] {
  return mail.participants.filter(({ role }) => roles.includes(role)).map(({ address }) => address);
}

onRealMail('1: two mails with one Message-ID are two mails', () => {
  const [first, second] = parseAll('threads/linux-i2c/{08885-bac8343fc3,08900-0a945e8baf}.eml');
  expect(first?.messageId).toBe(second?.messageId);
  expect(first?.key).not.toBe(second?.key);
  const authors = [first, second].map((mail) => mail?.participants[0]?.address);
  expect(new Set(authors).size).toBe(2);
});

onRealMail('2: one mail delivered twice is one mail', () => {
  for (const pair of ['{03195-f50826983f,03198-a994a8c536}', '0881[01]-*']) {
    const [first, second] = parseAll(`threads/linux-i2c/${pair}*`);
    expect(first?.key).toBe(second?.key);
  }
});

onRealMail('3: a mail without Message-ID has a key, and its html is text', () => {
  const mail = parseOne('mime/spamassassin/no-message-id--spam-2-00712*');
  expect(mail).toMatchObject({ messageId: null, html: null });
  expect(mail.key).toMatch(/^sha256:/);
});

onRealMail('4: 238 recipients are 238', () => {
  expect(addresses(parseOne('mime/linux-i2c/huge-header--36351-*'), 'to', 'cc')).toHaveLength(238);
});

onRealMail('5: 96 Cc fields are one list', () => {
  const mail = parseOne('mime/spamassassin/many-recipients--spam-2-00672*');
  expect(addresses(mail, 'from', 'to', 'cc')).toHaveLength(98);
});

onRealMail('6: a header of 38 KB is read to its end', () => {
  const mail = parseOne('mime/linux-i2c/huge-header--01456-*');
  expect(addresses(mail, 'from')).toHaveLength(1);
  expect(mail.subject).not.toBe('');
});

onRealMail('7: thousands of encoded words that form no address cost little and hide nothing', () => {
  const mail = parseOne('mime/mimekit-messages/stack-overflow.txt');
  expect(addresses(mail, 'to')).toEqual(['test@test.com']);
  expect(mail.subject).not.toBe('');
  expect(mail.messageId).not.toBeNull();
});

onRealMail('8: a NUL in the header cuts nothing', () => {
  const mail = parseOne('mime/linux-i2c/nul-byte--05259-*');
  expect(mail.references).toHaveLength(5);
  expect(addresses(mail, 'to').length).toBeGreaterThan(2);
  expect(mail.text).not.toContain('\0');
});

onRealMail('9: damaged bytes show as such, and the address beside them is found', () => {
  const mail = parseOne('mime/flanker/mailformed-headers.eml');
  expect(addresses(mail, 'from')).toEqual(['headers@gmail.com']);
  expect(mail.participants[0]?.displayName).toMatch(/^Юникод .*\ufffd$/);
  expect(mail.text).toContain('Hello');
});

onRealMail('10: raw UTF-8 is UTF-8, in subjects and in addresses', () => {
  expect(parseOne('mime/mimekit-compliance/raw-utf8-header.eml').subject).toMatch(/^Откуда/);
  expect(addresses(parseOne('mime/mikel-mail/rfc6532/utf8_headers.eml'), 'from')).toEqual([
    'jdöe@xn--mchine-bua.example',
  ]);
});

onRealMail('11: charsets nobody knows fall back', () => {
  for (const mail of parseAll('mime/spamassassin/odd-charset--spam-2-{00106,00004}*'))
    expect(mail.text.length).toBeGreaterThan(100);
});

onRealMail('12: a lie about the charset loses nothing', () => {
  const mail = parseOne('mime/flanker/russian-attachment-yahoo.eml');
  expect(mail.attachments[0]?.fileName).toMatch(/^Картинка/);
});

onRealMail('13: each part is decoded by its own charset, and text glued to a delimiter is text', () => {
  expect(parseOne('mime/stalwart-thirdparty/005.eml').text.split('\n\n')).toEqual([
    ...['Test message', 'Test message', 'Test message', '『世界人権宣言』', 'invalid--1--'],
  ]);
});

onRealMail('14: a multipart without its boundary is one text', () => {
  for (const mail of parseAll('mime/mimekit-compliance/missing-multipart-boundary{,-parameter}.eml')) {
    expect(mail.text).toContain('This is the message body');
    expect(mail.attachments).toEqual([]);
  }
  expect(parseOne('mime/mime4j/missing-boundary.msg').text).toBe('AAA');
});

onRealMail('15: a delimiter is a whole line', () => {
  const mail = parseOne('mime/mime4j/boundary-name-clash.msg');
  expect([mail.text !== '', mail.html !== null, mail.attachments.length]).toEqual([true, true, 1]);
});

onRealMail('16: a mail in base64 in a mail in base64 is read, and never speaks for the outer one', () => {
  const mail = parseOne('mime/mime4j/base64encoded-rfc822message-nested.msg');
  expect(mail).toMatchObject({ text: 'Text body', messageId: null, participants: [] });
});

onRealMail('17: parts have their IMAP numbers', () => {
  const mail = parseOne('mime/mimekit-messages/rfc2060.txt');
  expect(mail.attachments.map(({ part }) => part)).toEqual(['2', '3', '3.2', '4.1', '4.2']);
  expect(mail.attachments.at(-1)?.fileName).toContain('4.2');
  const torture = parseOne('mime/flanker/torture.eml').attachments.map(({ part }) => part);
  expect(torture.filter((part) => !part.includes('.'))).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(String));
  expect(torture).toContain('12.3.4.1');
});

onRealMail('18: of two fields that must be one, the first counts', () => {
  for (const mail of parseAll('mime/mimekit-compliance/multiple-content-t*.eml')) {
    expect(mail).toMatchObject({ text: 'This is the message body', attachments: [] });
  }
});

onRealMail('19: groups are their members, empty groups are nobody', () => {
  const mail = parseOne('mime/mikel-mail/rfc2822/example10.eml');
  expect(addresses(mail, 'to', 'cc')).toEqual(['c@public.example', 'joe@example.org', 'jdoe@one.test']);
  expect(new Date(mail.sentAt).toISOString()).toBe('1969-02-14T03:02:00.000Z');
  for (const empty of parseAll('mime/mikel-mail/error_emails/{empty_group_lists,missing_body}.eml')) {
    expect(addresses(empty, 'to', 'cc')).toEqual([]);
  }
});

onRealMail('20: two-digit years are of this century, unbelievable dates are guessed and say so', () => {
  for (const mail of parseAll('mime/linux-i2c/two-digit-year-date--*')) {
    expect(mail.isDateGuessed).toBe(false);
    expect(new Date(mail.sentAt).getUTCFullYear()).toBeGreaterThan(2018);
  }
  const bad = '{spamassassin/bad-date--spam-2-00163*,mikel-mail/plain_emails/raw_email_with_bad_date.eml}';
  for (const mail of parseAll(`mime/${bad}`)) expect(mail).toMatchObject({ sentAt: NOW, isDateGuessed: true });
});

onRealMail('21: ids that are whole are used, a mail address in free text is none', () => {
  const mail = parseOne('mime/mikel-mail/error_emails/multiple_references_with_one_invalid.eml');
  expect(mail.references).toEqual(['foo@bar.net', 'baz@bar.net']);
  const reply = parseOne('threads/spamassassin-ham/easy-ham-2/00256.*');
  expect(reply.inReplyTo).toEqual(['200208041756.SAA31063@lugh.tuatha.org']);
});

onRealMail('24: the author is in From, and list mail is bulk', () => {
  const mail = parseOne('mime/spamassassin/resent--easy-ham-1-01795*');
  expect(addresses(mail, 'from')).toEqual(['gkm@petting-zoo.net']);
  expect(mail).toMatchObject({ kind: 'bulk', isDateGuessed: false });
});

onRealMail('25: mail with CR alone reads as the same mail with LF', () => {
  for (const file of filesOf('mime/eol-variants-cr/*.eml')) {
    const raw = readFileSync(file);
    const lf = Buffer.from(raw.toString('latin1').replaceAll('\r', '\n'), 'latin1');
    expect(parseMail(raw, NOW)).toEqual(parseMail(lf, NOW));
  }
});

onRealMail('26: robots are auto-replies, people who quote them are not', () => {
  const { messages } = JSON.parse(readFileSync(join(CORPORA ?? '', 'auto-reply/labels.json'), 'utf8')) as {
    messages: readonly { file: string; auto_reply: boolean }[];
  };
  for (const { file, auto_reply: isAutoReply } of messages) {
    expect([file, parseOne(`auto-reply/${file}`).kind === 'auto-reply']).toEqual([file, isAutoReply]);
  }
});

onRealMail('27: bounces of every shape are bounces', () => {
  const files = '{rfc3464-35,rfc3464-28,lhost-qmail-02,lhost-gmail-01}';
  for (const mail of [...parseAll(`bounces/sisimai/${files}.eml`), parseOne('bounces/not*/rb-issue-368-bug.eml')]) {
    expect(mail.kind).toBe('bounce');
    expect(addresses(mail, 'from')[0]).toMatch(/^(?:mailer-daemon|postmaster)@/);
  }
});
