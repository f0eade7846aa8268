/** Writes the sample mailbox as a Maildir++ tree: Inbox at the top, Sent beside it. */
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeSampleMails, type SampleMail } from './sample-mails.ts';

export interface SampleMailbox {
  readonly mailCount: number;
  readonly threadCount: number;
}

/** Unread mail younger than this is still in `new`, where a delivery agent leaves it. */
const NEW_MS = 3 * 3_600_000;

/**
 * Writes the sample into a folder that is empty or does not exist yet. File times are the times of arrival.
 * @param targetDir the Maildir to make: the Inbox in its `cur` and `new`, Sent in `.Sent`
 */
export async function writeSampleMaildir(targetDir: string, { now }: { readonly now: Date }): Promise<SampleMailbox> {
  const mails = composeSampleMails({ now });
  for (const mailbox of ['.', '.Sent']) {
    for (const part of ['cur', 'new', 'tmp']) await mkdir(join(targetDir, mailbox, part), { recursive: true });
  }
  for (const [index, mail] of mails.entries()) {
    const stored = mail.raw.replaceAll('\r\n', '\n');
    const name = `${Math.floor(mail.sentAt.getTime() / 1000)}.M${index + 1}P42.mail,S=${Buffer.byteLength(stored)}`;
    const path = join(targetDir, mail.mailbox === 'sent' ? '.Sent' : '.', placed(name, mail, now));
    await writeFile(path, stored);
    await utimes(path, mail.sentAt, mail.sentAt);
  }
  return { mailCount: mails.length, threadCount: new Set(mails.map((mail) => mail.slug)).size };
}

/** Flags are in the name, in alphabetical order. Windows allows no colon in names. */
function placed(name: string, { sentAt, isSeen, isAnswered }: SampleMail, now: Date): string {
  if (!isSeen && now.getTime() - sentAt.getTime() < NEW_MS) return join('new', name);
  const separator = process.platform === 'win32' ? ';' : ':';
  return join('cur', `${name}${separator}2,${isAnswered ? 'R' : ''}${isSeen ? 'S' : ''}`);
}
