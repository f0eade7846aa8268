/** The sample mailbox, read from the sources where it lies: the bundle holds no mail. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { makeFolder } from '../make-folder.ts';
import type * as buildMailbox from '../../resources/sample/build-mailbox.ts';
import type * as buildCards from '../../resources/sample/sample-cards.ts';

/** The same folder from the sources and from the bundle: both lie two folders below the package. */
const SAMPLE = new URL('../../resources/sample/', import.meta.url);
/** Says that a profile holds the sample, and for which moment it was made. */
const MARKER = 'sample.json';

export const SAMPLE_ADDRESS = 'sally@acme.example';

export interface Sample {
  readonly maildir: string;
  /** A card file as `card import` reads it. */
  readonly cardFile: string;
}

/** Whether a profile folder may hold the sample: it is new, empty of mail, or holds the sample already. */
export function isForSample(profileDir: string): boolean {
  return existsSync(join(profileDir, MARKER)) || !existsSync(join(profileDir, 'mailpin.db'));
}

/**
 * Writes the sample into a profile folder. A second time it writes the same mail again, dates included, so that a run that was
 * broken off is made whole. Throws archive.not-found where the sources are missing.
 */
export async function writeSample(profileDir: string, now: UnixMs): Promise<Sample> {
  if (!existsSync(SAMPLE)) throw new MailpinError('archive.not-found', { path: SAMPLE.pathname });
  const { writeSampleMaildir } = (await import(new URL('build-mailbox.ts', SAMPLE).href)) as typeof buildMailbox;
  const { sampleCards } = (await import(new URL('sample-cards.ts', SAMPLE).href)) as typeof buildCards;
  makeFolder(profileDir);
  const madeFor = { now: await momentOf(join(profileDir, MARKER), now) };
  const maildir = join(profileDir, 'sample-mail');
  await writeSampleMaildir(maildir, madeFor);
  return { maildir, cardFile: JSON.stringify(sampleCards(madeFor)) };
}

async function momentOf(marker: string, now: UnixMs): Promise<Date> {
  if (!existsSync(marker)) await writeFile(marker, JSON.stringify({ now }));
  const { now: moment } = JSON.parse(await readFile(marker, 'utf8')) as { now: number };
  return new Date(moment);
}
