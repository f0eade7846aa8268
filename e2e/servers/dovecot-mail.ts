/** Puts mail into a test server and takes it out again, over IMAP as another mail program would. */
import { readFileSync } from 'node:fs';
import { ImapFlow } from 'imapflow';
import type { TestCertificates } from './dovecot-ca.ts';

export interface AppendedMail {
  readonly raw: string | Uint8Array;
  readonly mailbox?: string;
  readonly flags?: readonly string[];
  /** INTERNALDATE; now when left out. */
  readonly arrivedAt?: Date;
}

/** Mailboxes are named by path; mails by UID. Everything here is what the server then tells every client. */
export interface DovecotMail {
  /** Adds one mail, to INBOX when no mailbox is named. Gives its UID. */
  append(user: string, mail: AppendedMail): Promise<number>;
  /** Deletes for good. */
  expunge(user: string, mailbox: string, uids: readonly number[]): Promise<void>;
  move(user: string, from: string, uids: readonly number[], to: string): Promise<void>;
  addFlags(user: string, mailbox: string, uids: readonly number[], flags: readonly string[]): Promise<void>;
  removeFlags(user: string, mailbox: string, uids: readonly number[], flags: readonly string[]): Promise<void>;
  createMailbox(user: string, path: string): Promise<void>;
  deleteMailbox(user: string, path: string): Promise<void>;
  /** UIDs in a mailbox, ascending. */
  uids(user: string, mailbox: string): Promise<readonly number[]>;
  /** Ends the connections this object holds. */
  close(): Promise<void>;
}

interface Connection {
  readonly port: number;
  readonly isTls: boolean;
  readonly certificates: TestCertificates;
  readonly users: Readonly<Record<string, string>>;
}

/** One connection a user, opened when it is first needed; calls of one user wait for each other. */
export function dovecotMail({ port, isTls, certificates, users }: Connection): DovecotMail {
  const clients = new Map<string, Promise<ImapFlow>>();

  const open = async (user: string): Promise<ImapFlow> => {
    const client = new ImapFlow({
      host: 'localhost',
      port,
      secure: isTls,
      tls: { ca: readFileSync(certificates.caFile) },
      auth: { user, pass: users[user] ?? '' },
      logger: false,
      disableAutoIdle: true,
    });
    client.on('error', () => clients.delete(user));
    client.on('close', () => clients.delete(user));
    await client.connect();
    // Paths are whole ones.
    if (client.namespace !== undefined) client.namespace = { ...client.namespace, prefix: '' };
    return client;
  };
  const clientOf = (user: string): Promise<ImapFlow> => {
    const client = clients.get(user) ?? open(user);
    clients.set(user, client);
    return client;
  };
  const inMailbox = async <Answer>(user: string, path: string, work: (client: ImapFlow) => Promise<Answer>) => {
    const client = await clientOf(user);
    const lock = await client.getMailboxLock(path);
    try {
      return await work(client);
    } finally {
      lock.release();
    }
  };

  return {
    async append(user, { raw, mailbox = 'INBOX', flags = [], arrivedAt }) {
      const client = await clientOf(user);
      const answer = await client.append(mailbox, Buffer.from(raw), [...flags], arrivedAt);
      if (answer === false || answer.uid === undefined) throw new Error(`the server took no mail into ${mailbox}`);
      return answer.uid;
    },
    async expunge(user, mailbox, uids) {
      await inMailbox(user, mailbox, (client) => client.messageDelete([...uids], { uid: true }));
    },
    async move(user, from, uids, to) {
      await inMailbox(user, from, (client) => client.messageMove([...uids], to, { uid: true }));
    },
    async addFlags(user, mailbox, uids, flags) {
      await inMailbox(user, mailbox, (client) => client.messageFlagsAdd([...uids], [...flags], { uid: true }));
    },
    async removeFlags(user, mailbox, uids, flags) {
      await inMailbox(user, mailbox, (client) => client.messageFlagsRemove([...uids], [...flags], { uid: true }));
    },
    async createMailbox(user, path) {
      await (await clientOf(user)).mailboxCreate(path);
    },
    async deleteMailbox(user, path) {
      await (await clientOf(user)).mailboxDelete(path);
    },
    async uids(user, mailbox) {
      const found = await inMailbox(user, mailbox, (client) => client.search({ all: true }, { uid: true }));
      return found === false || found === undefined ? [] : found;
    },
    async close() {
      const open = [...clients.values()];
      clients.clear();
      for (const client of open) await (await client).logout();
    },
  };
}
