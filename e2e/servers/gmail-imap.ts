/**
 * Gmail as its documentation describes it over IMAP, on the plain server: every mail lies once in All Mail, and in a mailbox for each
 * of its labels, under UIDs of their own; X-GM-MSGID, X-GM-THRID and X-GM-LABELS tell which is which. Spam and trash lie elsewhere.
 * Source: https://developers.google.com/workspace/gmail/imap/imap-extensions
 */
import { startPlainImap, type PlainImap } from './plain-imap.ts';

/** What Gmail names, as far as the plain server can do it. */
const CAPABILITIES = ['IDLE', 'ENABLE', 'CONDSTORE', 'SPECIAL-USE', 'X-GM-EXT-1'];
const ALL = '[Gmail]/All Mail';
const SENT = '[Gmail]/Sent Mail';
const DRAFTS = '[Gmail]/Drafts';
const TRASH = '[Gmail]/Trash';
const SPAM = '[Gmail]/Spam';
export const GMAIL = { ALL, SENT, DRAFTS, TRASH, SPAM } as const;

/** Gmail's id of a mail. */
type GmailId = string;

export interface GmailImap {
  readonly imap: PlainImap;
  /** @param labels paths of mailboxes; none for a mail that was archived at once */
  put(raw: string, labels: readonly string[], threadId?: string): GmailId;
  label(mail: GmailId, path: string): void;
  unlabel(mail: GmailId, path: string): void;
  /** Out of every mailbox and into the trash. */
  trash(mail: GmailId): void;
  uidIn(path: string, mail: GmailId): number | undefined;
  stop(): Promise<void>;
}

export async function startGmail(
  users: Readonly<Record<string, string>>,
  userLabels: readonly string[],
): Promise<GmailImap> {
  const imap = await startPlainImap({
    users,
    capabilities: CAPABILITIES,
    sent: SENT,
    mailboxes: [
      { path: ALL, specialUse: '\\All' },
      { path: DRAFTS, specialUse: '\\Drafts' },
      { path: TRASH, specialUse: '\\Trash' },
      { path: SPAM, specialUse: '\\Junk' },
      ...userLabels.map((path) => ({ path })),
    ],
  });
  const mails = new Map<
    GmailId,
    { readonly raw: string; readonly threadId: string; readonly uids: Map<string, number> }
  >();
  let lastId = 1_278_455_344_230_334_865n;
  const at = (id: GmailId) => {
    const mail = mails.get(id);
    if (mail === undefined) throw new Error(`no mail ${id}`);
    return mail;
  };
  const changed = (id: GmailId, except: string): void => {
    for (const [path, uid] of at(id).uids) if (path !== except) imap.touch(path, uid);
  };
  const label = (id: GmailId, path: string): void => {
    const { raw, threadId, uids } = at(id);
    if (uids.has(path)) return;
    uids.set(path, imap.deliver(path, { raw, gmail: { mailId: id, threadId } }));
    changed(id, path);
  };
  const unlabel = (id: GmailId, path: string): void => {
    const { uids } = at(id);
    const uid = uids.get(path);
    if (uid === undefined) return;
    uids.delete(path);
    imap.expunge(path, uid);
    changed(id, path);
  };
  return {
    imap,
    put(raw, labels, threadId) {
      lastId += 7n;
      const id = String(lastId);
      mails.set(id, { raw, threadId: threadId ?? id, uids: new Map() });
      const isElsewhere = labels.includes(TRASH) || labels.includes(SPAM);
      for (const path of [...(isElsewhere ? [] : [ALL]), ...labels]) label(id, path);
      return id;
    },
    label,
    unlabel,
    trash(id) {
      for (const path of [...at(id).uids.keys()]) unlabel(id, path);
      label(id, TRASH);
    },
    uidIn: (path, id) => at(id).uids.get(path),
    stop: () => imap.stop(),
  };
}
