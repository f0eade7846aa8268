/** What the tests of IMAP share: a session with a server under test, and everything of an iteration at once. */
import type { MailContent } from '../../../app/domain/mail.ts';
import type { Account, ImapSettings } from '../../../app/domain/account.ts';
import type { AccountId, CanonicalAddress, Uid } from '../../../app/domain/ids.ts';
import type { FetchedMail, MailSession } from '../../../app/ports.ts';
import { IMAP_TIMEOUTS, type ImapTimeouts } from '../imap/connect-options.ts';
import { imapSource } from '../imap/imap-source.ts';

export const PASSWORD = 'correct horse';

interface ServerUnderTest {
  readonly host: string;
  readonly tlsPort: number;
  readonly caFile: string;
}
type Change = Partial<ImapSettings> & { readonly user: string };

/** Over TLS with the server's own authority, unless the change says otherwise. */
export async function connectTo(
  { host, tlsPort, caFile }: ServerUnderTest,
  change: Change,
  password: string | null = PASSWORD,
  signal: AbortSignal = new AbortController().signal,
  timeouts: ImapTimeouts = IMAP_TIMEOUTS,
): Promise<MailSession<MailContent>> {
  const settings: ImapSettings = { kind: 'imap', host, port: tlsPort, security: 'tls', caFile, ...change };
  const account: Account = { id: change.user as AccountId, address: change.user as CanonicalAddress, settings };
  return await imapSource(settings, timeouts).connect(account, password, signal);
}

export async function fetchAll(
  session: MailSession<MailContent>,
  uids: readonly Uid[],
): Promise<readonly FetchedMail<MailContent>[]> {
  const all: FetchedMail<MailContent>[] = [];
  for await (const batch of session.fetchMails(uids, new AbortController().signal)) all.push(...batch);
  return all;
}

export function uid(value: number): Uid {
  return value as Uid;
}
