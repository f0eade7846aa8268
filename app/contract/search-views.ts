/** What `mails.search` answers with. */
import type { MailId, MessageId, UnixMs } from '../domain/ids.ts';
import type { ThreadSummary } from './thread-views.ts';

export interface SearchHit {
  readonly thread: ThreadSummary;
  readonly mailId: MailId;
  readonly messageId: MessageId | null;
  readonly subject: string;
  /** The place of the text where the words are, else the first words. */
  readonly snippet: string;
  readonly sentAt: UnixMs;
}

export interface SearchAnswer {
  /** Best and newest first. */
  readonly hits: readonly SearchHit[];
  /** Mails found; at least so many when `isMore`. */
  readonly foundCount: number;
  readonly isMore: boolean;
  /** Mails that are mirrored and cannot be found yet, because the index is still being filled. */
  readonly unsearchedCount: number;
  /** Mails of whose text only the beginning is here and was searched. */
  readonly shortenedCount: number;
}
