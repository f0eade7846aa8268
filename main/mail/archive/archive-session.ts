import type { MailContent } from '../../../app/domain/mail.ts';
import { createHash } from 'node:crypto';
import type { Uid } from '../../../app/domain/ids.ts';
import { MailpinError, toMailpinError } from '../../../app/errors.ts';
import type { CancelSignal, FetchedMail, MailSession, MailSource, UidIdentity } from '../../../app/ports.ts';
import { parseMail } from '../parse/parse-mail.ts';
import { messageIdOf } from '../parse/message-id-of.ts';
import { partContent } from '../parse/part-content.ts';
import { uidNextAt } from './archive-uid.ts';
import type { Archive, ArchivedMail } from './archive.ts';
import { watchFiles, type FileWatch } from './file-watch.ts';

/** Files do not lose their meaning as a server's UIDs may: `withUids` gives the same ones again after any repair. */
const UID_VALIDITY = 1;
const BATCH_MAILS = 50;
const BATCH_BYTES = 8 * 1024 * 1024;

/** A source over files. Connecting makes sure that the files can be read. */
export function archiveSource(archive: Archive): MailSource<MailContent> {
  return {
    async connect() {
      await archive.listMailboxes();
      return archiveSession(archive);
    },
  };
}

function archiveSession(archive: Archive): MailSession<MailContent> {
  let mails: ReadonlyMap<Uid, ArchivedMail> = new Map();
  /** Of the open mailbox and of those listened to; each is made anew when its mailbox is opened. */
  const watches = new Map<string, FileWatch>();
  let openPath: string | null = null;
  let listened: readonly string[] = [];
  const watchOnly = (path: string): void => {
    watches.get(path)?.close();
    watches.set(path, watchFiles(archive.watchedPaths(path)));
  };
  const unwatch = (isNeeded: (path: string) => boolean): void => {
    for (const [path, watch] of watches) {
      if (isNeeded(path)) continue;
      watch.close();
      watches.delete(path);
    }
  };

  const mailOf = (uid: Uid): ArchivedMail => {
    const mail = mails.get(uid);
    if (mail === undefined) throw new MailpinError('mail.gone', { uid });
    return mail;
  };

  return {
    listMailboxes: () => archive.listMailboxes(),
    countMails: async (path) => (await archive.listMails(path)).length,
    async openMailbox(path) {
      openPath = path;
      unwatch((other) => listened.includes(other));
      watchOnly(path);
      const listed = await archive.listMails(path);
      mails = new Map(listed.map((mail) => [mail.uid, mail]));
      const uidNext = Math.max(uidNextAt(Date.now()), (listed.at(-1)?.uid ?? 0) + 1);
      return { uidValidity: UID_VALIDITY, uidNext, messageCount: listed.length, highestModSeq: null };
    },
    async glance(path) {
      const listed = await archive.listMails(path);
      const hash = createHash('sha256');
      for (const { uid, isSeen } of listed) hash.update(`${String(uid)} ${String(isSeen)}\n`);
      return hash.digest('hex');
    },
    listUids: (from) => Promise.resolve([...mails.keys()].filter((uid) => from === undefined || uid >= from)),
    // Files tell of new mail only by being listed.
    listArrived: () => Promise.resolve(null),
    listUidsSince(day) {
      const from = Date.parse(`${day}T00:00:00Z`);
      const arrived = [...mails.values()].filter(({ arrivedAt }) => arrivedAt >= from);
      return Promise.resolve(arrived.map(({ uid }) => uid));
    },
    async readMessageIds(uids) {
      const identities: UidIdentity[] = [];
      for (const mail of uids.flatMap((uid) => mails.get(uid) ?? [])) {
        const raw = await mail.read();
        if (raw !== null) identities.push({ uid: mail.uid, messageId: messageIdOf(raw) });
      }
      return identities;
    },
    listChanges: () =>
      Promise.resolve({
        flags: [...mails.values()].map(({ uid, isSeen }) => ({ uid, isSeen, labels: null })),
        vanished: null,
      }),
    readSigns: () => Promise.resolve(null),
    // What is filed elsewhere in the files is another mailbox's mail; archives are mirrored whole or not followed.
    findMails: () => Promise.resolve([]),
    async *fetchMails(uids, signal, onReading) {
      const wanted = uids.flatMap((uid) => mails.get(uid) ?? []);
      for (const batch of batchesBySize(wanted)) yield await readBatch(batch, signal, onReading);
    },
    async fetchAttachment(uid, part) {
      const raw = await mailOf(uid).read();
      const content = raw === null ? null : partContent(raw, part);
      if (content === null) throw new MailpinError('mail.gone', { uid, part });
      return content;
    },
    async readAttached(uid, part, arrivedAt) {
      const raw = await mailOf(uid).read();
      const content = raw === null ? null : partContent(raw, part);
      if (content === null) throw new MailpinError('mail.gone', { uid, part });
      return parseMail(content, arrivedAt);
    },
    listenTo(paths) {
      listened = paths;
      unwatch((path) => path === openPath || paths.includes(path));
      for (const path of paths) if (!watches.has(path)) watchOnly(path);
      return Promise.resolve(true);
    },
    async waitForChange(signal) {
      if (watches.size === 0) throw new MailpinError('internal');
      const ending = new AbortController();
      const end = (): void => ending.abort();
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
      const waits = [...watches].map(([path, watch]) => watch.wait(ending.signal).then(() => [path]));
      try {
        const changed = await Promise.race(waits);
        return signal.aborted ? [] : changed;
      } finally {
        signal.removeEventListener('abort', end);
        end();
        await Promise.allSettled(waits);
      }
    },
    close() {
      unwatch(() => false);
      return Promise.resolve();
    },
  };
}

type OnReading = (uid: Uid | null) => void;

async function readBatch(
  batch: readonly ArchivedMail[],
  signal: CancelSignal,
  onReading: OnReading = () => undefined,
): Promise<readonly FetchedMail<MailContent>[]> {
  const fetched: FetchedMail<MailContent>[] = [];
  for (const mail of batch) {
    if (signal.aborted) throw new MailpinError('cancelled');
    const found = await readMail(mail, onReading);
    if (found !== null) fetched.push(found);
  }
  return fetched;
}

/** Null when the mail has gone; one that cannot be read stands for itself and stops no other. */
async function readMail(mail: ArchivedMail, onReading: OnReading): Promise<FetchedMail<MailContent> | null> {
  const { uid, isSeen, arrivedAt } = mail;
  try {
    const raw = await mail.read();
    if (raw === null) return null;
    onReading(uid);
    const content = parseMail(raw, arrivedAt);
    onReading(null);
    return { kind: 'mail', uid, isSeen, arrivedAt, content };
  } catch (error) {
    const { code, details } = toMailpinError(error);
    return { kind: 'failure', uid, because: code, details };
  }
}

function* batchesBySize(mails: readonly ArchivedMail[]): Generator<readonly ArchivedMail[]> {
  let batch: ArchivedMail[] = [];
  let bytes = 0;
  for (const mail of mails) {
    const isFull = batch.length === BATCH_MAILS || (batch.length > 0 && bytes + mail.sizeBytes > BATCH_BYTES);
    if (isFull) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(mail);
    bytes += mail.sizeBytes;
  }
  if (batch.length > 0) yield batch;
}
