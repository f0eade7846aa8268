import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { UnixMs } from '../../../../app/domain/ids.ts';
import { splitEntity } from '../header.ts';
import { withLineFeeds } from '../line-ends.ts';
import { isMessage, isMultipart, partsOf, type MimePart } from '../mime-part.ts';
import { parseMail } from '../parse-mail.ts';
import { scanParts } from '../scan-parts.ts';
import { readTnef } from '../tnef/read-tnef.ts';
import { decodeTransfer } from '../transfer-encoding.ts';
import { CORPORA, corpusFiles, type Suite } from './suite.ts';

const NOW = Date.UTC(2026, 10, 22) as UnixMs;
/** A mail takes no longer, however it was damaged; most take a millisecond. */
const SLOWEST_MS = 1500;

/** Processor time, so that a busy computer makes no mail slow. */
function processorMs(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

function leavesOf(raw: Uint8Array): readonly MimePart[] {
  const root = scanParts(splitEntity(withLineFeeds(raw), false));
  return [...partsOf(root)].filter((part) => !isMultipart(part) && !(isMessage(part) && part.children.length > 0));
}

function plainBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').replace(/\r\n?/g, '\n').trimEnd();
}

/** Upstream stores what each part without parts decodes to, in their order. */
function* decodedParts(folder: string): Generator<readonly [string, boolean]> {
  for (const [name, raw] of corpusFiles(`mime/${folder}/*.msg`)) {
    const stem = join(CORPORA ?? '', name).replace(/\.msg$/, '');
    const wanted = globSync(`${stem}_decoded_*.{txt,bin}`).toSorted((left, right) =>
      left.localeCompare(right, 'en', { numeric: true }),
    );
    if (wanted.length === 0) continue;
    const found = leavesOf(raw).map((part) => plainBytes(decodeTransfer(part.body ?? new Uint8Array(), part.encoding)));
    const isSame =
      wanted.length === found.length && wanted.every((file, at) => plainBytes(readFileSync(file)) === found[at]);
    yield [`${folder}/${basename(name)}`, isSame];
  }
}

export const MIME_SUITES: readonly Suite[] = [
  {
    name: 'every file of mime, bounces, auto-reply, calendar, html, replies, threads, tnef',
    counts: 'read without an error, in less than 1.5 s of processor time',
    *cases() {
      for (const [name, bytes] of corpusFiles(
        '{mime,bounces,auto-reply,calendar,html,replies,threads,tnef}/**/*.{eml,msg,txt,tnef}',
      )) {
        const started = process.cpuUsage();
        parseMail(bytes, NOW);
        yield [name, processorMs(started) < SLOWEST_MS];
      }
    },
    known: {},
  },
  {
    name: 'MIME-tools and mime4j',
    counts: 'the same parts with the same decoded bytes',
    *cases() {
      yield* decodedParts('mimetools');
      yield* decodedParts('mime4j');
    },
    known: {
      'mimetools/frag.msg': 'the last bytes of a base64 text that was cut off',
      'mimetools/multi-frag.msg': 'the last bytes of a base64 text that was cut off',
      'mime4j/malformedHeaderStartsBody-nocrlfcrlf.msg': 'where a damaged part ends is a matter of taste',
      'mime4j/missing-inner-start-boundary.msg': 'where a damaged part ends is a matter of taste',
      'mime4j/multipartemptypart.msg': 'where a damaged part ends is a matter of taste',
    },
  },
  {
    name: 'winmail.dat',
    counts: 'the files inside, by name and size',
    *cases() {
      for (const [name, bytes] of corpusFiles('tnef/*.tnef')) {
        const folder = join(CORPORA ?? '', name.replace(/\.tnef$/, '.expected'));
        const files = globSync(`${folder}/*`).filter((file) => !basename(file).startsWith('message.'));
        const wanted = files.map((file) => `${basename(file)} ${String(statSync(file).size)}`).toSorted();
        const found = (readTnef(bytes)?.files ?? [])
          .map((file) => `${file.name} ${String(file.bytes.length)}`)
          .toSorted();
        yield [basename(name), wanted.join('\n') === found.join('\n')];
      }
    },
    known: {
      'MAPI_ATTACH_DATA_OBJ.tnef': 'upstream stores text files with other line ends',
      'attachments.tnef': 'upstream stores text files with other line ends',
      'christmas.tnef': 'upstream unpacks the mails inside too, and numbers what has no name',
      'winmail.tnef': 'upstream unpacks the mails inside too, and numbers what has no name',
    },
  },
  {
    name: 'Thunderbird’s invitations',
    counts: 'kind *invitation*, with a start, an organizer and attendees',
    *cases() {
      for (const [name, bytes] of corpusFiles('calendar/thunderbird-invitations/*.eml')) {
        const { details } = parseMail(bytes, NOW);
        const isWhole =
          details?.kind === 'invitation' && typeof details.startsAt?.at === 'number' && details.organizer !== null;
        yield [basename(name), isWhole && details.attendees.length > 0];
      }
    },
    known: {},
  },
];
