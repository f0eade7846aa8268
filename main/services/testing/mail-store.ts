/** A store alone, without an engine around it: accounts are rows, mail is put in as a sync would. For tests of services. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AccountId, CanonicalAddress, Uid } from '../../../app/domain/ids.ts';
import type { Mailbox, MailContent } from '../../../app/domain/mail.ts';
import { insertAccount } from '../../db/accounts.ts';
import { mailboxesOf, putMailbox } from '../../db/mailboxes.ts';
import { openDatabase } from '../../db/open.ts';
import { unitOfWork } from '../../db/unit-of-work.ts';
import type { Deps } from '../deps.ts';
import { newEngineId } from '../engine-id.ts';
import { ingestBatch, type TakesWords } from '../ingest-batch.ts';
import { minute } from './array-source.ts';
import { SALLY, SALLY_ID } from './people.ts';
import { handClock, SILENT, tempDir } from './profile.ts';

/** A file of its own, at a time that stands. */
export function emptyStore(): Deps & { readonly clock: ReturnType<typeof handClock> } {
  const store = unitOfWork(openDatabase(join(tempDir(), 'mailpin.db')));
  onTestFinished(() => {
    store.close();
  });
  return { store, clock: handClock(minute(1_000)), logger: SILENT, engineId: newEngineId() };
}

/** An account with an Inbox, whose mails `receive` puts there. @returns that Inbox */
export function addInbox({ store, clock }: Deps, id: AccountId = SALLY_ID, address: string = SALLY): Mailbox {
  const settings = { kind: 'maildir', path: '/unused' } as const;
  store.write((tx) => {
    insertAccount(tx.db, { id, address: address as CanonicalAddress, settings }, clock.now());
    putMailbox(tx.db, { accountId: id, path: 'INBOX', role: 'inbox', isMirrored: true });
  });
  const [inbox] = mailboxesOf(store.db, id);
  if (inbox === undefined) throw new Error('a mailbox that was just made is there');
  return inbox;
}

/** Mails arrive, numbered from a UID on. */
export function receive(
  deps: Deps,
  mailbox: Mailbox,
  contents: readonly MailContent[],
  firstUid = 1,
  later?: TakesWords,
): void {
  const mails = contents.map((content, index) => {
    const uid = (firstUid + index) as Uid;
    return { kind: 'mail', uid, isSeen: true, arrivedAt: content.sentAt, content } as const;
  });
  const uidNext = firstUid + contents.length;
  const cursor = { uidValidity: 1, uidNext, highestModSeq: null, messageCount: uidNext - 1, lowestUid: null };
  const lease = { owner: deps.engineId, untilAt: minute(1e9) };
  ingestBatch(deps, { mailbox, mails, known: [], signs: new Map(), cursor, lease }, later);
}
