/** A running Mailpin on a profile folder of its own, with a mail server over arrays. For tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AccountId, UnixMs } from '../../../app/domain/ids.ts';
import type { Clock, Logger, MailSource, SecretStore } from '../../../app/ports.ts';
import type { Adapters } from '../../adapters.ts';
import { createMailpin, type Mailpin } from '../../compose.ts';
import { memorySecrets } from './memory-secrets.ts';
import { SALLY } from './people.ts';

/** A folder that goes with the test. */
export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'mailpin-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A clock that stands until it is moved. */
export function handClock(start: number): Clock & { advance(ms: number): void } {
  let now = start;
  return {
    now: () => now as UnixMs,
    advance(ms) {
      now += ms;
    },
  };
}

export const SILENT: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface OpenProfile {
  readonly dir?: string;
  readonly source: MailSource;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Of a program that shares its keychain with another; its own when left out. */
  readonly secrets?: SecretStore;
}

/** An engine that is stopped with the test. */
export async function openProfile({
  dir = tempDir(),
  source,
  clock,
  logger = SILENT,
  secrets = memorySecrets(),
}: OpenProfile): Promise<Mailpin> {
  const adapters: Adapters = {
    secrets,
    clock: clock ?? { now: () => Date.now() as UnixMs },
    logger,
    openSource: () => source,
  };
  const mailpin = createMailpin({ profileDir: dir }, adapters);
  onTestFinished(() => mailpin.stop());
  await mailpin.start();
  return mailpin;
}

export async function addSally(mailpin: Mailpin, address: string = SALLY): Promise<AccountId> {
  const settings = { kind: 'maildir', path: '/unused' } as const;
  return mailpin.call('accounts.add', { address, settings, password: null, isChecked: true });
}

/** Cards a mail is on, as `deal:d1`, in order. */
export async function cardsOf(mailpin: Mailpin, id: string): Promise<readonly string[]> {
  const links = await mailpin.call('links.list', { mail: { messageId: `${id}@mail.test` }, limit: 100 });
  return links.map(({ card }) => card.id.replace('builtin:', '')).sort();
}

/** Subjects of the mails that the CRM itself says are on a card. */
export async function atCrm(mailpin: Mailpin, cardId: string): Promise<readonly string[]> {
  await mailpin.call('outbox.drain', {});
  const { atCrm: activities } = await mailpin.call('cards.get', { cardId });
  return activities.map(({ subject }) => subject).sort();
}
