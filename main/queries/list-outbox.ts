import type { OutboxEntryView } from '../../app/contract/action-views.ts';
import type { OutboxFacts } from '../../app/contract/status-views.ts';
import type { CardKind } from '../../app/domain/card.ts';
import type { ErrorDetails } from '../../app/errors.ts';
import type { WireError } from '../../app/contract/wire.ts';
import type { CardId, CrmId, MailId, OutboxId, UnixMs } from '../../app/domain/ids.ts';
import type { Gate, OutboxIntent } from '../../app/domain/outbox.ts';
import { awaitedWord } from '../../app/rules/awaited-word.ts';
import { countUnpaid } from '../db/outbox.ts';
import { toOutboxState, type OutboxStateRow } from '../db/outbox-state.ts';
import { all, one, sql, type ReadDb } from '../db/sql.ts';
import { cardRefOrId } from './card-ref.ts';
import { subjectsOfMails } from './subjects.ts';

interface EntryRow extends OutboxStateRow {
  readonly outbox_id: OutboxId;
  readonly intent: OutboxIntent;
  readonly created_at: UnixMs;
  readonly gate: Gate;
  readonly card_id: CardId;
  readonly card_kind: CardKind | null;
  readonly card_name: string | null;
  readonly mail_id: MailId | null;
  readonly crm_id: CrmId;
  readonly because_details: string | null;
}

/** What was and is owed to the CRM, newest debt first. */
export function listOutbox(db: ReadDb, limit: number): readonly OutboxEntryView[] {
  const rows = all<EntryRow>(
    db,
    sql`
    SELECT outbox.outbox_id, outbox.intent, outbox.state, outbox.lease_until_at, outbox.until_at, outbox.attempt,
           outbox.because, outbox.activity_id, outbox.created_at, outbox.card_id, outbox.gate,
           outbox.crm_id, outbox.because_details, card.kind AS card_kind, card.name AS card_name, mail.mail_id
      FROM outbox
           LEFT JOIN card USING (card_id)
           LEFT JOIN mail USING (message_key)
     ORDER BY outbox.outbox_id DESC
     LIMIT ${limit}`,
  );
  const mailIds = rows.flatMap((row) => row.mail_id ?? []);
  const subjects = subjectsOfMails(db, mailIds);
  return rows.map((row) => ({
    id: row.outbox_id,
    intent: row.intent,
    state: toOutboxState(row),
    waitsFor: awaitedWord(row.state, row.gate),
    crmId: row.crm_id,
    refusal: refusalOf(row),
    card: cardRefOrId(row.card_id, row),
    mailId: row.mail_id,
    subject: row.mail_id === null ? '' : (subjects.get(row.mail_id) ?? ''),
    createdAt: row.created_at,
  }));
}

function refusalOf({ because, because_details: details }: EntryRow): WireError | null {
  return because === null ? null : { code: because, details: JSON.parse(details ?? '{}') as ErrorDetails };
}

/** How many debts stand, were paid and are given up; counted in indexes, each of which holds just those. */
export function outboxFacts(db: ReadDb): OutboxFacts {
  const unpaid = countUnpaid(db);
  const { settled, takenOff } = one<{ readonly settled: number; readonly takenOff: number }>(
    db,
    sql`
    SELECT (SELECT count(*) FROM outbox WHERE state IN ('done', 'dead')) AS settled,
           (SELECT count(*) FROM outbox WHERE state = 'done' AND intent = 'detach') AS takenOff`,
  );
  return { ...unpaid, arrived: settled - unpaid.dead - takenOff, takenOff };
}
