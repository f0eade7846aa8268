import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActivityExtent } from '../../../app/domain/activity.ts';
import type { Card, Stage } from '../../../app/domain/card.ts';
import type { AccountId, CanonicalAddress, CardId, CrmId, MailId, ThreadId, Uid } from '../../../app/domain/ids.ts';
import type { Reach, Verdict } from '../../../app/domain/link.ts';
import type { Mailbox, MailboxRole } from '../../../app/domain/mail.ts';
import type { OutboxState } from '../../../app/domain/outbox.ts';
import type { CrmActivity, Logger } from '../../../app/ports.ts';
import { BUILTIN_CAPABILITIES } from '../../../app/domain/crm-capabilities.ts';
import { insertAccount } from '../../db/accounts.ts';
import { putCard, putStage } from '../../db/cards.ts';
import { appendToLedger } from '../../db/ledger.ts';
import { mailboxesOf, putMailbox } from '../../db/mailboxes.ts';
import { mailFactsById } from '../../db/mail-facts.ts';
import { openDatabase } from '../../db/open.ts';
import { findEntry, putEntry } from '../../db/outbox.ts';
import type { ReadDb } from '../../db/sql.ts';
import { threadOf } from '../../db/threads.ts';
import { unitOfWork, type Transaction } from '../../db/unit-of-work.ts';
import { attachMails } from '../../services/attach-mails.ts';
import { detachMails } from '../../services/detach-mails.ts';
import { ingestBatch } from '../../services/ingest-batch.ts';
import { learnOwnAddress } from '../../services/learn-own-address.ts';
import { matchThreads } from '../../services/match-threads.ts';
import { queryHandlers, type QueryHandlers } from '../handlers.ts';
import { mailContent, minutes, type Letter } from './letters.ts';

export const ACCOUNT = 'sally@seller.example' as AccountId;
const LEASE = { owner: 'test', untilAt: minutes(1e9) };
const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A profile of its own on disk, filled through the services that fill a real one. */
export interface World {
  readonly db: ReadDb;
  readonly ask: QueryHandlers;
  /** What the CRM says is on each card. */
  readonly atCrm: Map<CardId, readonly CrmActivity[]>;
  /** Takes in a mail; into Sent when Sally wrote it, else into her Inbox. */
  receive(letter: Letter): MailId;
  put(...cards: readonly Card[]): void;
  stages(...stages: readonly Stage[]): void;
  /** The user's word on a mail and a card. */
  say(verdict: Verdict, mailId: MailId, cardId: CardId, reach?: Reach): void;
  /** Where the debt for a mail and card stands. */
  push(mailId: MailId, cardId: CardId, state: OutboxState): void;
  /** The CRM took the mail onto the card. */
  answered(mailId: MailId, cardId: CardId, extent: ActivityExtent): void;
  threadOf(mailId: MailId): ThreadId;
  close(): void;
}

export function openWorld(): World {
  const dir = mkdtempSync(join(tmpdir(), 'mailpin-queries-'));
  const store = unitOfWork(openDatabase(join(dir, 'mailpin.db')));
  const deps = { store, clock: { now: () => minutes(0) }, logger: silent, engineId: 'test' };
  const atCrm = new Map<CardId, readonly CrmActivity[]>();
  const nextUids = new Map<MailboxRole, number>();
  store.write((tx) => {
    connect(tx);
  });
  const { db } = store;
  const mailboxWith = (role: MailboxRole): Mailbox =>
    required(mailboxesOf(db, ACCOUNT).find((one) => one.role === role));
  const threadOfMail = (mailId: MailId) => required(threadOf(db, mailId));

  const crm = {
    id: 'builtin' as CrmId,
    capabilities: BUILTIN_CAPABILITIES,
    activitiesOn: (cardId: CardId) => Promise.resolve(atCrm.get(cardId) ?? []),
  };

  return {
    db,
    atCrm,
    ask: queryHandlers({
      connectors: () => [],
      capabilitiesOf: () => BUILTIN_CAPABILITIES,
      isCarrying: () => false,
      db,
      warm: () => undefined,
      clock: deps.clock,
      crms: { builtin: crm, all: () => [crm], named: () => crm, ofCard: () => crm },
      undoableSince: () => minutes(0),
    }),
    receive(letter) {
      const role = letter.mailbox ?? (letter.from.includes(ACCOUNT) ? 'sent' : 'inbox');
      const uid = nextUids.get(role) ?? 1;
      nextUids.set(role, uid + 1);
      const content = mailContent(letter);
      ingestBatch(deps, {
        mailbox: mailboxWith(role),
        mails: [{ kind: 'mail', uid: uid as Uid, isSeen: letter.isSeen ?? true, arrivedAt: content.sentAt, content }],
        known: [],
        signs: new Map(),
        cursor: { uidValidity: 1, uidNext: uid + 1, highestModSeq: null, messageCount: uid, lowestUid: null },
        lease: LEASE,
      });
      const [row] = db
        .prepare<[string], { mail_id: MailId }>('SELECT mail_id FROM mail WHERE message_key = ?')
        .all(content.key);
      return required(row).mail_id;
    },
    put(...cards) {
      store.write((tx) => {
        for (const card of cards) putCard(tx.db, card);
        const threads = db.prepare<[], { thread_id: ThreadId }>('SELECT thread_id FROM thread').all();
        matchThreads(
          tx,
          threads.map((row) => row.thread_id),
          minutes(0),
        );
      });
    },
    stages(...stages) {
      store.write((tx) => {
        for (const stage of stages) putStage(tx.db, stage);
      });
    },
    say(verdict, mailId, cardId, reach = 'thread') {
      const order = { mails: [{ mailId }], cardId, reach };
      if (verdict === 'attach') attachMails(deps, order);
      else detachMails(deps, order);
    },
    push(mailId, cardId, state) {
      store.write((tx) => {
        const { key } = required(mailFactsById(db, mailId));
        const entry = required(findEntry(db, key, cardId));
        const topic = { messageKey: key, cardId, crmId: 'builtin' as CrmId, createdAt: minutes(0) };
        putEntry(tx.db, topic, { ...entry, state });
      });
    },
    answered(mailId, cardId, extent) {
      store.write((tx) => {
        const messageKey = required(mailFactsById(db, mailId)).key;
        const answeredAt = minutes(0);
        appendToLedger(tx.db, {
          messageKey,
          cardId,
          intent: 'attach',
          extent,
          sentBytes: 1_200,
          answer: 'created',
          activityId: null,
          answeredAt,
        });
      });
    },
    threadOf: threadOfMail,
    close() {
      store.close();
      rmSync(dir, { recursive: true });
    },
  };
}

function connect(tx: Transaction): void {
  const address = 'sally@seller.example' as CanonicalAddress;
  insertAccount(tx.db, { id: ACCOUNT, address, settings: { kind: 'maildir', path: '/mail' } }, minutes(0));
  learnOwnAddress(tx, address, 'account');
  putMailbox(tx.db, { accountId: ACCOUNT, path: 'INBOX', role: 'inbox', isMirrored: true });
  putMailbox(tx.db, { accountId: ACCOUNT, path: 'Sent', role: 'sent', isMirrored: true });
}

function required<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('the test world lacks what the test asks for');
  return value;
}
