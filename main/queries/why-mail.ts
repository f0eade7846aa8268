import type { MailName } from '../../app/contract/mail-name.ts';
import type { MailWhy } from '../../app/contract/why-views.ts';
import type { ActivityExtent } from '../../app/domain/activity.ts';
import type { CardId, MailId, OutboxId, UnixMs } from '../../app/domain/ids.ts';
import type { AttachOutcome, DetachOutcome, OutboxIntent } from '../../app/domain/outbox.ts';
import { MailpinError } from '../../app/errors.ts';
import { decideThread } from '../../app/rules/decide-thread.ts';
import { explainMail, type WhyPush } from '../../app/rules/why.ts';
import { toOutboxState, type OutboxStateRow } from '../db/outbox-state.ts';
import { all, sql, type ReadDb } from '../db/sql.ts';
import { threadFacts } from '../db/thread-facts.ts';
import { threadOf } from '../db/threads.ts';
import { readWorld } from '../db/world.ts';
import { subjectsOfMails } from './subjects.ts';
import { mailView } from './thread-detail.ts';

interface PushRow extends OutboxStateRow {
  readonly card_id: CardId;
  readonly outbox_id: OutboxId;
  readonly intent: OutboxIntent;
  readonly answer: AttachOutcome | DetachOutcome | null;
  readonly extent: ActivityExtent | null;
  readonly answered_at: UnixMs | null;
}

/**
 * Why a mail is, or is not, on cards: its thread is decided again by the same function that decided it, and the verdict is put
 * into sentences. Throws as resolveMail.
 */
export function whyMail(db: ReadDb, name: MailName): MailWhy {
  const view = mailView(db, name);
  const thread = threadFacts(db, present(threadOf(db, view.id)));
  const world = readWorld(db);
  const verdict = present(decideThread({ thread, ...world }).find((one) => one.mailId === view.id));
  const subjects = subjectsOfMails(db, [view.id]);
  const lines = explainMail(verdict, {
    mail: present(thread.mails.find((one) => one.id === view.id)),
    mailboxPaths: view.mailboxes.map(({ path }) => path),
    identity: world.identity,
    cards: world.cards,
    subjectOf: (mailId) => subjects.get(mailId) ?? '',
    pushes: pushesOf(db, view.id),
  });
  return { kind: 'mail', mail: view, lines };
}

function pushesOf(db: ReadDb, mailId: MailId): readonly WhyPush[] {
  return all<PushRow>(
    db,
    sql`
    SELECT outbox.card_id, outbox.outbox_id, outbox.intent, outbox.state, outbox.lease_until_at, outbox.until_at,
           outbox.attempt, outbox.because, outbox.activity_id, ledger.answer, ledger.extent, ledger.answered_at
      FROM mail JOIN outbox USING (message_key)
           LEFT JOIN ledger
           ON ledger.ledger_id = (SELECT max(ledger_id)
                                    FROM ledger AS heard
                                   WHERE heard.message_key = outbox.message_key AND heard.card_id = outbox.card_id
                                     AND heard.intent = outbox.intent)
     WHERE mail.mail_id = ${mailId}
     ORDER BY outbox.outbox_id`,
  ).map((row) => ({
    cardId: row.card_id,
    outboxId: row.outbox_id,
    intent: row.intent,
    state: toOutboxState(row),
    answer:
      row.answer === null || row.answered_at === null
        ? null
        : { outcome: row.answer, isHeadersOnly: row.extent === 'headers-only', at: row.answered_at },
  }));
}

/** A mail that was just read is in its thread, and its thread's verdicts speak of it. */
function present<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new MailpinError('internal', { reason: 'row expected' });
  return value;
}
