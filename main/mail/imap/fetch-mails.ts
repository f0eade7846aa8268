/** Mails from the open mailbox: header and structure first, then the parts that reading needs; attachments stay on the server. */
import type { MailContent } from '../../../app/domain/mail.ts';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { Uid } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import type { CancelSignal, FetchedMail } from '../../../app/ports.ts';
import {
  describeMail,
  failedMail,
  isComplete,
  readDescribed,
  textBytesOf,
  type DescribedMail,
} from './described-mail.ts';
import { fetchEach } from './fetch-each.ts';

/** Mails described by one FETCH. */
const BATCH_MAILS = 50;
/** Text read and handed on at once; with the batch it bounds the memory. */
const BATCH_TEXT_BYTES = 4 * 1024 * 1024;
const WHOLE = 'whole';

type Answers = ReadonlyMap<number, FetchMessageObject | MailpinError>;
type Failed = Extract<FetchedMail<MailContent>, { kind: 'failure' }>;

/** In the given order, in batches; mails that vanished meanwhile are left out. Throws what imapflow throws, and `cancelled`. */
export async function* fetchMails(
  client: ImapFlow,
  uids: readonly Uid[],
  signal: CancelSignal,
): AsyncGenerator<readonly FetchedMail<MailContent>[]> {
  for (let start = 0; start < uids.length; start += BATCH_MAILS) {
    const described = await describeMails(client, uids.slice(start, start + BATCH_MAILS));
    for (const batch of batchesByText(described)) {
      if (signal.aborted) throw new MailpinError('cancelled');
      yield await readMails(client, batch);
    }
  }
}

async function describeMails(client: ImapFlow, uids: readonly Uid[]): Promise<readonly (DescribedMail | Failed)[]> {
  const query = { uid: true, flags: true, internalDate: true, size: true, bodyStructure: true, headers: true };
  const isGmail = client.capabilities.has('X-GM-EXT-1') && !client.capabilities.has('OBJECTID');
  const answers = await fetchEach(client, uids, isGmail ? { ...query, threadId: true } : query);
  return uids.flatMap((uid): readonly (DescribedMail | Failed)[] => {
    const message = answers.get(uid);
    if (message instanceof MailpinError) return [failedMail(uid, message)];
    const described = message === undefined ? null : describeMail(uid, message);
    return described === null ? [] : [described];
  });
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

async function readMails(
  client: ImapFlow,
  batch: readonly (DescribedMail | Failed)[],
): Promise<readonly FetchedMail<MailContent>[]> {
  const described = batch.filter((mail): mail is DescribedMail => !('kind' in mail));
  const texts = await fetchTexts(client, described);
  // A part is missing although the mail was there: the server's structure is wrong, or the mail has just gone.
  const torn = described.filter((mail) => {
    const text = texts.get(mail.uid);
    return text !== undefined && !(text instanceof MailpinError) && !isComplete(mail, text);
  });
  const whole = torn.length === 0 ? texts : await fetchEach(client, torn.map(uidOf), { uid: true, source: true });
  return batch.flatMap((mail): readonly FetchedMail<MailContent>[] => {
    if ('kind' in mail) return [mail];
    const text = whole.get(mail.uid) ?? texts.get(mail.uid);
    if (text instanceof MailpinError) return [failedMail(mail.uid, text)];
    return text === undefined || !isComplete(mail, text) ? [] : [readDescribed(mail, text)];
  });
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
