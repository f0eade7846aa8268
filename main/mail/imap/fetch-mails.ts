/** Mails from the open mailbox: header and structure first, then the text parts; attachments stay on the server. */
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { Uid, UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal, FetchedMail } from '../../../app/ports.ts';
import { TEXT_LIMIT_BYTES, textPartsOf } from '../parse/body.ts';
import { splitEntity } from '../parse/header.ts';
import type { MimePart } from '../parse/mime-part.ts';
import { parseMail } from '../parse/parse-mail.ts';
import { readContent } from '../parse/read-content.ts';
import { fetchEach } from './fetch-each.ts';
import { isDescribed, partsFromStructure } from './structure.ts';

/** Mails described by one FETCH. */
const BATCH_MAILS = 50;
/** Text read and handed on at once; with the batch it bounds the memory. */
const BATCH_TEXT_BYTES = 4 * 1024 * 1024;
/** A mail up to this size is read whole when the server finds no text in it: its delimiters may be damaged. */
const SMALL_BYTES = 128 * 1024;
const NO_BYTES = new Uint8Array();
const WHOLE = 'whole';
const LF = 0x0a;

/** A mail as the first FETCH describes it; `root` is null when the server could not make sense of its structure. */
interface Described {
  readonly uid: Uid;
  readonly message: FetchMessageObject;
  readonly root: MimePart | null;
  readonly textParts: readonly MimePart[];
}
type Failure = Extract<FetchedMail, { kind: 'failure' }>;
type Answer = Described | Failure;

/** In the given order, in batches; mails that vanished meanwhile are left out. Throws what imapflow throws, and `cancelled`. */
export async function* fetchMails(
  client: ImapFlow,
  uids: readonly Uid[],
  signal: CancelSignal,
): AsyncGenerator<readonly FetchedMail[]> {
  for (let start = 0; start < uids.length; start += BATCH_MAILS) {
    const answers = await describeMails(client, uids.slice(start, start + BATCH_MAILS));
    for (const batch of batchesByText(answers)) {
      if (signal.aborted) throw new MailpinError('cancelled');
      yield await readMails(client, batch);
    }
  }
}

async function describeMails(client: ImapFlow, uids: readonly Uid[]): Promise<readonly Answer[]> {
  const query = { uid: true, flags: true, internalDate: true, size: true, bodyStructure: true, headers: true };
  const isGmail = client.capabilities.has('X-GM-EXT-1') && !client.capabilities.has('OBJECTID');
  const answers = await fetchEach(client, uids, isGmail ? { ...query, threadId: true } : query);
  return uids.flatMap((uid): readonly Answer[] => {
    const message = answers.get(uid);
    if (message === undefined) return [];
    return [message instanceof MailpinError ? failure(uid, message) : describe(uid, message)];
  });
}

function describe(uid: Uid, message: FetchMessageObject): Described {
  const headers = message.headers ?? NO_BYTES;
  const size = message.size ?? 0;
  const root = message.bodyStructure === undefined ? null : partsFromStructure(message.bodyStructure);
  // Mail whose lines end with CR alone is one long header to the server.
  const isUsable = root !== null && isDescribed(root, size - headers.length) && headers.includes(LF);
  const textParts = isUsable ? textPartsOf(root) : [];
  const isOddlyEmpty =
    size < SMALL_BYTES && textParts.length > 0 && textParts.every(({ sizeBytes }) => sizeBytes === 0);
  return { uid, message, root: isUsable && !isOddlyEmpty ? root : null, textParts };
}

function* batchesByText(answers: readonly Answer[]): Generator<readonly Answer[]> {
  let batch: Answer[] = [];
  let bytes = 0;
  for (const answer of answers) {
    const next = textBytes(answer);
    if (batch.length > 0 && bytes + next > BATCH_TEXT_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(answer);
    bytes += next;
  }
  if (batch.length > 0) yield batch;
}

function textBytes(answer: Answer): number {
  if ('kind' in answer) return 0;
  if (answer.root === null) return answer.message.size ?? 0;
  return answer.textParts.reduce((sum, part) => sum + Math.min(part.sizeBytes, TEXT_LIMIT_BYTES), 0);
}

async function readMails(client: ImapFlow, batch: readonly Answer[]): Promise<readonly FetchedMail[]> {
  const texts = await fetchTexts(client, batch);
  return batch.flatMap((answer): readonly FetchedMail[] => {
    if ('kind' in answer) return [answer];
    const text = answer.textParts.length === 0 && answer.root !== null ? answer.message : texts.get(answer.uid);
    if (text === undefined) return [];
    return [text instanceof MailpinError ? failure(answer.uid, text) : toMail(answer, text)];
  });
}

/** One FETCH for all mails whose text is in the same parts: most mail has it in part 1, or in 1.1 and 1.2. */
async function fetchTexts(
  client: ImapFlow,
  batch: readonly Answer[],
): Promise<ReadonlyMap<number, FetchMessageObject | MailpinError>> {
  const groups = new Map<string, Described[]>();
  for (const answer of batch) {
    if ('kind' in answer) continue;
    const numbers = answer.root === null ? WHOLE : answer.textParts.map((part) => part.number).join(' ');
    groups.set(numbers, [...(groups.get(numbers) ?? []), answer]);
  }
  groups.delete('');
  const texts = new Map<number, FetchMessageObject | MailpinError>();
  for (const [numbers, mails] of groups) {
    const bodyParts = numbers.split(' ').map((key) => ({ key, start: 0, maxLength: TEXT_LIMIT_BYTES }));
    const query = numbers === WHOLE ? { uid: true, source: true } : { uid: true, bodyParts };
    const uids = mails.map(({ uid }) => uid);
    for (const [uid, answer] of await fetchEach(client, uids, query)) texts.set(uid, answer);
  }
  return texts;
}

function toMail({ uid, message, root }: Described, text: FetchMessageObject): FetchedMail {
  const arrivedAt = arrivalOf(message);
  const facts = { kind: 'mail', uid, isSeen: message.flags?.has('\\Seen') ?? false, arrivedAt } as const;
  try {
    if (root === null) return { ...facts, content: parseMail(text.source ?? NO_BYTES, arrivedAt) };
    const { header } = splitEntity(message.headers ?? NO_BYTES, false);
    const bytesOf = (part: MimePart): Uint8Array => text.bodyParts?.get(part.number) ?? NO_BYTES;
    const sizeBytes = message.size ?? 0;
    const gmailThreadId = message.threadId ?? null;
    return { ...facts, content: readContent({ header, root, bytesOf, arrivedAt, sizeBytes, gmailThreadId }) };
  } catch (error) {
    return failure(uid, new MailpinError('mail.unparsable', { uid }, { cause: error }));
  }
}

/** INTERNALDATE; a server that sends none, or nonsense, leaves us the present. */
function arrivalOf({ internalDate }: FetchMessageObject): UnixMs {
  return (internalDate instanceof Date ? internalDate.getTime() : Date.now()) as UnixMs;
}

function failure(uid: Uid, { code, details }: MailpinError): Failure {
  return { kind: 'failure', uid, because: code, details };
}
