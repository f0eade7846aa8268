import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ParsedMail } from '../../../app/contract/parsed-mail-views.ts';
import { MailpinError } from '../../../app/errors.ts';
import { describeMail, partContent } from '../../adapters.ts';
import type { Text } from '../../../resources/text.ts';
import { command } from '../command.ts';
import { errorDocument, type ErrorDocument } from '../error-report.ts';
import type { Host } from '../host.ts';
import { parsedMailLines } from '../parsed-mail-words.ts';

interface ParsedFile extends ParsedMail {
  /** As typed. */
  readonly file: string;
}

/** One of several files that could not be read: it stands in its place, and the others are told all the same. */
interface FailedFile {
  readonly file: string;
  readonly error: ErrorDocument;
}

export const parse = command({
  name: 'parse',
  forms: ['FILE.eml ... | - [--part N]'],
  summary: 'cli.command.parse',
  options: { part: { type: 'string' } },
  operands: [1, 10_000],
  async run({ host, text }, { operands, options }) {
    const [only = '', ...others] = operands;
    if (others.length === 0) {
      const mail = await parseFile(host, only, options.part);
      return { document: mail, lines: () => parsedMailLines(text, mail) };
    }
    const files: (ParsedFile | FailedFile)[] = [];
    for (const file of operands) files.push(await parseOrTell(text, file, parseFile(host, file, options.part)));
    return {
      document: files,
      lines: () =>
        files.flatMap((file, at) => [
          ...(at > 0 ? [''] : []),
          `== ${file.file}`,
          ...('error' in file ? [file.error.message, file.error.next] : parsedMailLines(text, file)),
        ]),
      isFailed: files.some((file) => 'error' in file),
    };
  },
});

async function parseOrTell(text: Text, file: string, parsing: Promise<ParsedFile>): Promise<ParsedFile | FailedFile> {
  try {
    return await parsing;
  } catch (error) {
    if (error instanceof MailpinError) return { file, error: errorDocument(text, error) };
    throw error;
  }
}

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
