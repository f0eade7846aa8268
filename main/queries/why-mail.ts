import type { MailName } from '../../app/contract/mail-name.ts';
import type { MailboxRef } from '../../app/contract/mail-views.ts';
import type { MailWhy } from '../../app/contract/why-views.ts';
import type { ActivityExtent } from '../../app/domain/activity.ts';
import type { CardId, MailId, OutboxId, UnixMs } from '../../app/domain/ids.ts';
import type { PersonalSign } from '../../app/domain/personal.ts';
import type { AttachOutcome, DetachOutcome, Gate, OutboxIntent } from '../../app/domain/outbox.ts';
import { MailpinError } from '../../app/errors.ts';
import { awaitedWord } from '../../app/rules/awaited-word.ts';
import { coveringExtent } from '../../app/rules/covering-extent.ts';
import { parentsFirst } from '../../app/rules/parents-first.ts';
import { explainMail, MAX_NAMED_CARDS, type WhyContext, type WhyPush } from '../../app/rules/why.ts';
import { listAccounts } from '../db/accounts.ts';
import { toOutboxState, type OutboxStateRow } from '../db/outbox-state.ts';
import { all, get, one, sql, type ReadDb } from '../db/sql.ts';
import { threadFacts } from '../db/thread-facts.ts';
import { threadOf } from '../db/threads.ts';
import { readWorld } from '../db/world.ts';
import { subjectsOfMails } from './subjects.ts';
import { mailView } from './thread-detail.ts';

interface PushRow extends OutboxStateRow {
  readonly card_id: CardId;
  readonly outbox_id: OutboxId;
  readonly intent: OutboxIntent;
  readonly gate: Gate;
  readonly answer: AttachOutcome | DetachOutcome | null;
  readonly extent: ActivityExtent | null;
  readonly answered_at: UnixMs | null;
}

/**
 * Why a mail is, or is not, on cards: its thread is decided again by the same function that decided it, and the verdict is put
 * into sentences. Throws as resolveMail.
 */
export function whyMail(db: ReadDb, name: MailName): MailWhy {
  const view = mailView(db, name, MAX_NAMED_PEOPLE);
  const thread = threadFacts(db, present(threadOf(db, view.id)));
  const world = readWorld(db);
  const verdict = present(world.decider.explain(thread).find((one) => one.mailId === view.id));
  const subjects = subjectsOfMails(db, [view.id]);
  const mail = present(thread.mails.find((one) => one.id === view.id));
  const lines = explainMail(verdict, {
    mail,
    sender: view.participants.find(({ role }) => role === 'from')?.rawAddress ?? '',
    mailboxes: whyMailboxes(db, view.mailboxes),
    identity: world.identity,
    cards: world.cards,
    subjectOf: (mailId) => subjects.get(mailId) ?? '',
    pushes: pushesOf(db, view.id),
    pushCount: pushCountOf(db, view.id),
    extentChoice: coveringExtent(parentsFirst(thread.mails), thread.extents, thread)(mail),
    heldFor: signOf(db, view.id),
  });
  return { kind: 'mail', mail: view, lines };
}

/** So many people, and cards, of a mail to a crowd come with the lines; how many there are in all, the lines tell. */
const MAX_NAMED_PEOPLE = 100;

function whyMailboxes(db: ReadDb, mailboxes: readonly MailboxRef[]): WhyContext['mailboxes'] {
  const accounts = new Map(listAccounts(db).map(({ id, address }) => [id, address]));
  return mailboxes.map(({ accountId, path, role }) => ({
    path,
    role,
    account: accounts.size > 1 ? (accounts.get(accountId) ?? null) : null,
  }));
}

function pushCountOf(db: ReadDb, mailId: MailId): number {
  const { count } = one<{ count: number }>(
    db,
    sql`SELECT count(*) AS count FROM mail JOIN outbox USING (message_key) WHERE mail_id = ${mailId}`,
  );
  return count;
}

/** What is or was owed for a mail; of very many, those that went wrong or wait for something, then the oldest. */
function pushesOf(db: ReadDb, mailId: MailId): readonly WhyPush[] {
  return all<PushRow>(
    db,
    sql`
    SELECT outbox.card_id, outbox.outbox_id, outbox.intent, outbox.gate, outbox.state, outbox.lease_until_at, outbox.until_at,
           outbox.attempt, outbox.because, outbox.activity_id, ledger.answer, ledger.extent, ledger.answered_at
      FROM mail JOIN outbox USING (message_key)
           LEFT JOIN ledger
           ON ledger.ledger_id = (SELECT max(ledger_id)
                                    FROM ledger AS heard
                                   WHERE heard.message_key = outbox.message_key AND heard.card_id = outbox.card_id
                                     AND heard.intent = outbox.intent)
     WHERE outbox.outbox_id IN (
             SELECT outbox_id
               FROM mail JOIN outbox USING (message_key)
              WHERE mail_id = ${mailId}
              ORDER BY state = 'dead' DESC, state = 'waiting' DESC, gate IN ('personal', 'rehearsal') DESC, outbox_id
              LIMIT ${MAX_NAMED_CARDS})
     ORDER BY outbox.outbox_id`,
  ).map((row) => ({
    cardId: row.card_id,
    outboxId: row.outbox_id,
    intent: row.intent,
    state: toOutboxState(row),
    waitsFor: awaitedWord(row.state, row.gate),
    answer:
      row.answer === null || row.answered_at === null
        ? null
        : { outcome: row.answer, isHeadersOnly: row.extent === 'headers-only', at: row.answered_at },
  }));
}

/** What gave a mail away that waits for the user's yes; null when it does not wait. */
function signOf(db: ReadDb, mailId: MailId): PersonalSign | null {
  const row = get<{ sign: string }>(
    db,
    sql`
    SELECT sign
      FROM mail JOIN push_hold USING (message_key)
     WHERE mail_id = ${mailId}
       AND EXISTS (SELECT 1 FROM outbox
                    WHERE outbox.message_key = mail.message_key AND gate IN ('personal', 'rehearsal')
                      AND outbox.state IN ('pending', 'waiting'))`,
  );
  return row === undefined ? null : (JSON.parse(row.sign) as PersonalSign);
}

/** A mail that was just read is in its thread, and its thread's verdicts speak of it. */
function present<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new MailpinError('internal', { reason: 'row expected' });
  return value;
}
