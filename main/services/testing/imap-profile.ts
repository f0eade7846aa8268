/** An engine on a profile of its own with an IMAP account, and mails to put at its server. For tests. */
import { cpSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { ImapSettings } from '../../../app/domain/account.ts';
import type { AccountId, UnixMs } from '../../../app/domain/ids.ts';
import { createMailpin, type Mailpin } from '../../compose.ts';
import { IMAP_TIMEOUTS, type ImapTimeouts } from '../../mail/imap/connect-options.ts';
import { imapSource } from '../../mail/imap/imap-source.ts';
import { WATCH_TIMING } from '../watch-account.ts';
import { memorySecrets } from './memory-secrets.ts';
import { CARDS, SALLY, SALLY_ID } from './people.ts';
import { SILENT, tempDir } from './profile.ts';

export const PASSWORD = 'correct horse';

export type Reached = Partial<ImapSettings> & Pick<ImapSettings, 'port' | 'user'>;

export interface ImapProfile {
  readonly dir: string;
  readonly mailpin: Mailpin;
  readonly accountId: AccountId;
}

/** Looks often, so that a test of a server that tells nothing by itself need not wait. */
export const LOOKS_OFTEN: ImapTimeouts = { ...IMAP_TIMEOUTS, pollMs: 50 };
/**
 * Gives up a server that says nothing at once. For servers that are silent for ever: on a busy machine any other one would be taken
 * for dead, too.
 */
export const IMPATIENT: ImapTimeouts = { ...IMAP_TIMEOUTS, silenceMs: 400 };

/**
 * In the clear on loopback unless the settings say otherwise.
 * @param copyOf the folder of a stopped profile to begin with
 */
export async function imapProfile(
  reached: Reached,
  timeouts: ImapTimeouts = IMAP_TIMEOUTS,
  copyOf?: string,
): Promise<ImapProfile> {
  const settings: ImapSettings = { kind: 'imap', host: '127.0.0.1', security: 'none', caFile: null, ...reached };
  const dir = tempDir();
  if (copyOf !== undefined) cpSync(copyOf, dir, { recursive: true });
  const secrets = memorySecrets();
  await secrets.set(SALLY_ID, PASSWORD);
  const mailpin = createMailpin(
    { profileDir: dir, watchTiming: { lookAgainMs: WATCH_TIMING.lookAgainMs, pollMs: timeouts.pollMs } },
    {
      secrets,
      clock: { now: () => Date.now() as UnixMs },
      logger: SILENT,
      openSource: () => imapSource(settings, timeouts),
    },
  );
  onTestFinished(() => mailpin.stop());
  if (copyOf !== undefined) return { dir, mailpin, accountId: SALLY_ID };
  await mailpin.call('cards.import', { rows: CARDS });
  const order = { address: SALLY, settings, password: null, isChecked: false };
  await mailpin.call('accounts.add', order);
  return { dir, mailpin, accountId: SALLY_ID };
}

/** Code of the one account's trouble in a sync, or null. */
export async function syncOnce({ mailpin }: ImapProfile): Promise<string | null> {
  const [report] = await mailpin.call('sync.once', {});
  return report?.error?.code ?? null;
}

/** A raw mail; ids are of the domain that the helpers of these tests use. */
export function rawMail(id: string, from: string, to: string, parentId?: string): string {
  const reply = parentId === undefined ? '' : `In-Reply-To: <${parentId}@mail.test>\r\n`;
  const date = 'Mon, 05 Jan 2026 08:00:00 +0000';
  return `From: ${from}\r\nTo: ${to}\r\nDate: ${date}\r\nSubject: About ${id}\r\nMessage-ID: <${id}@mail.test>\r\n${reply}\r\nText about ${id}\r\n`;
}
