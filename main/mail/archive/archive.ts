/** Mail that lies in files on this computer. Mailpin reads it and never writes there. */
import type { Uid, UnixMs } from '../../../app/domain/ids.ts';
import type { ListedMailbox } from '../../../app/ports.ts';

export interface ArchivedMail {
  readonly uid: Uid;
  readonly isSeen: boolean;
  readonly arrivedAt: UnixMs;
  readonly sizeBytes: number;
  /** The whole mail; null when it has gone meanwhile. */
  read(): Promise<Uint8Array | null>;
}

/** One way of keeping mail in files. Throws `archive.not-found`, `archive.unreadable`, `mailbox.gone`. */
export interface Archive {
  listMailboxes(): Promise<readonly ListedMailbox[]>;
  /** All mails of a mailbox as they are now, by ascending UID. */
  listMails(path: string): Promise<readonly ArchivedMail[]>;
  /** Files or folders that change when the mailbox changes. */
  watchedPaths(path: string): readonly string[];
}
