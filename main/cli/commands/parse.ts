import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ParsedMail } from '../../../app/contract/parsed-mail-views.ts';
import { MailpinError } from '../../../app/errors.ts';
import { describeMail, partContent } from '../../adapters.ts';
import { command } from '../command.ts';
import type { Host } from '../host.ts';
import { parsedMailLines } from '../parsed-mail-words.ts';

interface ParsedFile extends ParsedMail {
  /** As typed. */
  readonly file: string;
}

export const parse = command({
  name: 'parse',
  forms: ['FILE.eml ... | - [--part N]'],
  summary: 'cli.command.parse',
  options: { part: { type: 'string' } },
  operands: [1, 10_000],
  async run({ host, text }, { operands, options }) {
    const mails: ParsedFile[] = [];
    for (const file of operands) mails.push(await parseFile(host, file, options.part));
    const [only] = mails;
    return {
      document: mails.length === 1 ? only : mails,
      lines: () =>
        mails.flatMap((mail, at) => [
          ...(at > 0 ? [''] : []),
          ...(mails.length > 1 ? [`== ${mail.file}`] : []),
          ...parsedMailLines(text, mail),
        ]),
    };
  },
});

/** @param part number of a mail within the mail; the whole file when it is left out */
async function parseFile(host: Host, file: string, part: string | undefined): Promise<ParsedFile> {
  const raw = await readBytes(host, file);
  const meant = part === undefined ? raw : partContent(raw, part);
  if (meant === null) throw new MailpinError('input.unknown-part', { path: file, part: part ?? '' });
  try {
    return { file, ...describeMail(meant, host.now()) };
  } catch (error) {
    const isNoMail = error instanceof MailpinError && error.code === 'input.not-a-mail';
    throw isNoMail ? new MailpinError('input.not-a-mail', { path: file }, { cause: error }) : error;
  }
}

async function readBytes(host: Host, file: string): Promise<Uint8Array> {
  try {
    return file === '-' ? await buffer(host.stdin) : await readFile(resolve(host.workingDir, file));
  } catch (error) {
    throw new MailpinError('input.unreadable-file', { path: file }, { cause: error });
  }
}
