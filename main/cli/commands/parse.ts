import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ParsedMail } from '../../../app/contract/parsed-mail-views.ts';
import { MailpinError } from '../../../app/errors.ts';
import { describeMail } from '../../adapters.ts';
import { command } from '../command.ts';
import type { Host } from '../host.ts';
import { parsedMailLines } from '../parsed-mail-words.ts';

interface ParsedFile extends ParsedMail {
  /** As typed. */
  readonly file: string;
}

export const parse = command({
  name: 'parse',
  forms: ['FILE.eml ... | -'],
  summary: 'cli.command.parse',
  options: {},
  operands: [1, 10_000],
  async run({ host, text }, { operands }) {
    const mails: ParsedFile[] = [];
    for (const file of operands) mails.push(await parseFile(host, file));
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

async function parseFile(host: Host, file: string): Promise<ParsedFile> {
  const raw = await readBytes(host, file);
  try {
    return { file, ...describeMail(raw, host.now()) };
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
