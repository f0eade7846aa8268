/**
 * Mails from the open mailbox. Small ones come whole; of large ones header and structure first, then the parts that reading needs,
 * and attachments stay on the server.
 */
import type { MailContent } from '../../../app/domain/mail.ts';
import type { FetchMessageObject, FetchQueryObject, ImapFlow } from 'imapflow';
import type { Uid } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal, FetchedMail } from '../../../app/ports.ts';
import {
  describeMail,
  failedMail,
  isComplete,
  readDescribed,
  textBytesOf,
  wholeMail,
  type DescribedMail,
} from './described-mail.ts';
import { fetchEach } from './fetch-each.ts';
import { searchUids } from './list-uids.ts';
import { oneAhead } from './one-ahead.ts';

/** Mails fetched at once; few in the beginning, so that somebody who waits for the first ones has them soon. */
const BATCH_MAILS = 100;
const FIRST_BATCH_MAILS = 25;
/** Mails whose sizes one SEARCH asks for: its answer is a short line, while a FETCH of sizes would be a line for each. */
const SIZED_MAILS = 500;
/**
 * Up to this size a mail is read whole: its parts would hardly be less, and asking for them takes the server, the line and us longer
 * than sending it.
 */
const WHOLE_BYTES = 32 * 1024;
/** Text read and handed on at once; with the batch it bounds the memory. */
const BATCH_TEXT_BYTES = 4 * 1024 * 1024;
const WHOLE = 'whole';

type Answers = ReadonlyMap<number, FetchMessageObject | MailpinError>;
type Failed = Extract<FetchedMail<MailContent>, { kind: 'failure' }>;

/**
 * In the given order, in batches; mails that vanished meanwhile are left out. A mail is read when its turn comes in going through the batch, so
 * that what it was read from and into need not be kept for all of them. While one batch is read, the server sends the next. Throws what
 * imapflow throws, and `cancelled`.
 */
export async function* fetchMails(
  client: ImapFlow,
  uids: readonly Uid[],
  signal: CancelSignal,
  onReading: OnReading = () => undefined,
): AsyncGenerator<Iterable<FetchedMail<MailContent>>> {
  for await (const { mails, texts } of oneAhead(sentMails(client, uids))) {
    if (signal.aborted) throw new MailpinError('cancelled');
    yield { [Symbol.iterator]: () => readMails(mails, texts, onReading) };
  }
}
type OnReading = (uid: Uid | null) => void;

/** Mails with the bytes that reading them needs. */
interface SentMails {
  readonly mails: readonly (DescribedMail | Failed)[];
  readonly texts: Answers;
}

async function* sentMails(client: ImapFlow, uids: readonly Uid[]): AsyncGenerator<SentMails> {
  let size = FIRST_BATCH_MAILS;
  for (let from = 0; from < uids.length; from += SIZED_MAILS) {
    const some = uids.slice(from, from + SIZED_MAILS);
    const small = await smallAmong(client, some);
    for (let start = 0; start < some.length; start += size, size = Math.min(size * 2, BATCH_MAILS)) {
      const { mails, wholes } = await describeMails(client, some.slice(start, start + size), small);
      for (const batch of batchesByText(mails)) yield { mails: batch, texts: await textsOf(client, batch, wholes) };
    }
  }
}

/** Those that come whole. A server that cannot search by size gives none, and its mails are read the careful way. */
async function smallAmong(client: ImapFlow, uids: readonly Uid[]): Promise<ReadonlySet<Uid>> {
  try {
    return new Set(await searchUids(client, { uid: uids.join(','), smaller: WHOLE_BYTES + 1 }));
  } catch (error) {
    if (error instanceof MailpinError && error.code === 'imap.protocol') return new Set();
    throw error;
  }
}

function factsOf(client: ImapFlow): FetchQueryObject {
  const isGmail = client.capabilities.has('X-GM-EXT-1') && !client.capabilities.has('OBJECTID');
  return { uid: true, flags: true, internalDate: true, ...(isGmail ? { threadId: true } : {}) };
}

interface DescribedMails {
  readonly mails: readonly (DescribedMail | Failed)[];
  /** The small ones among them, with all their bytes. */
  readonly wholes: Answers;
}

/** Small mails come with their bytes at once; of large ones the server tells the header and the parts. */
async function describeMails(client: ImapFlow, uids: readonly Uid[], small: ReadonlySet<Uid>): Promise<DescribedMails> {
  const facts = factsOf(client);
  const wholes = await fetchSome(
    client,
    uids.filter((uid) => small.has(uid)),
    { ...facts, source: true },
  );
  const large = uids.filter((uid) => !small.has(uid));
  const described = await fetchSome(client, large, { ...facts, size: true, bodyStructure: true, headers: true });
  const mails = uids.flatMap((uid): readonly (DescribedMail | Failed)[] => {
    const message = wholes.get(uid) ?? described.get(uid);
    if (message === undefined) return [];
    if (message instanceof MailpinError) return [failedMail(uid, message)];
    if (wholes.has(uid)) return [wholeMail(uid, message)];
    const mail = describeMail(uid, message);
    return mail === null ? [] : [mail];
  });
  return { mails, wholes };
}

async function fetchSome(client: ImapFlow, uids: readonly Uid[], query: FetchQueryObject): Promise<Answers> {
  return uids.length === 0 ? new Map<number, never>() : await fetchEach(client, uids, query);
}

function* batchesByText(mails: readonly (DescribedMail | Failed)[]): Generator<readonly (DescribedMail | Failed)[]> {
  let batch: (DescribedMail | Failed)[] = [];
  let bytes = 0;
  for (const mail of mails) {
    const next = 'kind' in mail ? 0 : textBytesOf(mail);
    if (batch.length > 0 && bytes + next > BATCH_TEXT_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(mail);
    bytes += next;
  }
  if (batch.length > 0) yield batch;
}

/** @param wholes texts that are here already */
async function textsOf(client: ImapFlow, batch: SentMails['mails'], wholes: Answers): Promise<Answers> {
  const described = batch.filter((mail): mail is DescribedMail => !('kind' in mail));
  const texts = new Map(wholes);
  const missing = described.filter(({ uid }) => !wholes.has(uid));
  for (const [uid, text] of await fetchTexts(client, missing)) texts.set(uid, text);
  // A part is missing although the mail was there: the server's structure is wrong, or the mail has just gone.
  const torn = described.filter((mail) => {
    const text = texts.get(mail.uid);
    return text !== undefined && !(text instanceof MailpinError) && !isComplete(mail, text);
  });
  if (torn.length === 0) return texts;
  return new Map([...texts, ...(await fetchEach(client, torn.map(uidOf), { uid: true, source: true }))]);
}

function* readMails(
  mails: SentMails['mails'],
  texts: Answers,
  onReading: OnReading,
): Generator<FetchedMail<MailContent>> {
  for (const mail of mails) {
    const text = texts.get(mail.uid);
    if ('kind' in mail) yield mail;
    else if (text instanceof MailpinError) yield failedMail(mail.uid, text);
    else if (text !== undefined && isComplete(mail, text)) {
      onReading(mail.uid);
      const read = readDescribed(mail, text);
      onReading(null);
      yield read;
    }
  }
}

/** One FETCH for all mails whose text is in the same parts: most mail has it in part 1, or in 1.1 and 1.2. */
async function fetchTexts(client: ImapFlow, mails: readonly DescribedMail[]): Promise<Answers> {
  const groups = new Map<string, DescribedMail[]>();
  const texts = new Map<number, FetchMessageObject | MailpinError>();
  for (const mail of mails) {
    const numbers =
      mail.root === null
        ? WHOLE
        : mail.toRead.map(({ part, maxBytes }) => `${part.number}:${String(maxBytes)}`).join(' ');
    // Mail without any text part needs nothing more than its description.
    if (numbers === '') texts.set(mail.uid, mail.message);
    else groups.set(numbers, [...(groups.get(numbers) ?? []), mail]);
  }
  for (const [numbers, group] of groups) {
    const bodyParts = numbers.split(' ').map((asked) => {
      const [key = '', maxLength] = asked.split(':');
      return { key, start: 0, maxLength: Number(maxLength) };
    });
    const query = numbers === WHOLE ? { uid: true, source: true } : { uid: true, bodyParts };
    for (const [uid, answer] of await fetchEach(client, group.map(uidOf), query)) texts.set(uid, answer);
  }
  return texts;
}

function uidOf({ uid }: DescribedMail): Uid {
  return uid;
}
