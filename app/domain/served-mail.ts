/** What a server says of a mail besides its bytes. */
import type { ServerMailId, Uid } from './ids.ts';

/** A mail of the open mailbox, as the server tells it before any of its bytes are read. */
export interface MailSign {
  readonly uid: Uid;
  readonly isSeen: boolean;
  /** The server's own id of the mail, the same in every mailbox of the account. */
  readonly serverId: ServerMailId;
  /** Gmail's labels, without that of the open mailbox; null where the server has none. */
  readonly labels: readonly string[] | null;
}
