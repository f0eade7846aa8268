import {
  LIMIT_FILTERS,
  type AllowanceView,
  type FilterFacts,
  type FilterName,
  type FiltersView,
} from '../../app/contract/rules-views.ts';
import type { CrmId, MailId, UnixMs } from '../../app/domain/ids.ts';
import { FILTERS, type Filter } from '../../app/domain/link.ts';
import type { ActivityLimits } from '../../app/rules/draft-activity.ts';
import { allowances, type Allowance } from '../db/allowances.ts';
import { mailBody } from '../db/mails.ts';
import { all, get, sql, type ReadDb, type Sql } from '../db/sql.ts';
import { idList, joinSql } from './compose-sql.ts';
import { countMails } from './ruled-mails.ts';

/** A connected CRM and the limits of what it takes. */
export interface LimitedCrm {
  readonly id: CrmId;
  readonly capabilities: ActivityLimits;
}

/** What each filter holds, and what the user lets through. */
export function filtersView(db: ReadDb, crms: readonly LimitedCrm[], since: UnixMs): FiltersView {
  const names: readonly FilterName[] = [...FILTERS, ...LIMIT_FILTERS];
  const filters = names.map((filter): FilterFacts => {
    const held = heldBy(db, crms, filter);
    const count = countMails(db, held);
    const sinceCount = count === 0 ? 0 : countMails(db, joinSql([held, sql`AND mail.sent_at >= ${since}`]));
    return { filter, count, sinceCount };
  });
  return {
    filters: filters.toSorted((one, other) => other.count - one.count),
    allowed: allowances(db).map((allowance) => toAllowanceView(db, allowance)),
  };
}

/**
 * The condition on `mail` of what a filter holds: mail on no card, which waits for no answer; for the limits of what is sent, mail on
 * cards that goes without its text or with a part of it.
 */
export function heldBy(db: ReadDb, crms: readonly LimitedCrm[], filter: FilterName): Sql {
  switch (filter) {
    case 'recipients':
      return joinSql([sql`(FALSE`, ...crms.map(overRecipients), sql`)`]);
    case 'size':
      return sql`mail.mail_id IN (SELECT value FROM json_each(${idList([...new Set(crms.flatMap((crm) => cutMails(db, crm)))])}))`;
    case 'protected':
    case 'blocked':
      return sql`mail.held_by = ${filter}`;
    case 'internal':
    case 'bulk':
    case 'auto-reply':
    case 'bounce':
    case 'invitation':
    case 'no-reply':
    case 'role-address':
      return heldOff(filter);
  }
}

function heldOff(filter: Filter): Sql {
  return sql`
    mail.held_by = ${filter}
    AND NOT EXISTS (SELECT 1 FROM link WHERE link.mail_id = mail.mail_id)
    AND NOT EXISTS (SELECT 1 FROM question WHERE question.mail_id = mail.mail_id)`;
}

/** Mail to more people than the CRM takes, on cards there. */
function overRecipients({ id, capabilities: { recipientLimit } }: LimitedCrm): Sql {
  if (recipientLimit === null) return sql``;
  return sql`OR (mail.recipient_count > ${recipientLimit} AND mail.mail_id IN (
    SELECT link.mail_id FROM link JOIN card USING (card_id) WHERE card.crm_id = ${id}))`;
}

/** Mails on cards of the CRM whose text is longer than it takes. A mail is seldom much smaller than its text. */
function cutMails(db: ReadDb, { id, capabilities: { bodyLimitBytes } }: LimitedCrm): readonly MailId[] {
  if (bodyLimitBytes === null) return [];
  const large = all<{ mail_id: MailId }>(
    db,
    sql`
    SELECT mail_id
      FROM mail
     WHERE size_bytes > ${bodyLimitBytes / 2}
       AND EXISTS (SELECT 1 FROM link JOIN card USING (card_id) WHERE link.mail_id = mail.mail_id AND card.crm_id = ${id})`,
  );
  return large
    .map((row) => row.mail_id)
    .filter((mailId) => Buffer.byteLength(mailBody(db, mailId)?.text ?? '') > bodyLimitBytes);
}

function toAllowanceView(db: ReadDb, { id, kind, value, allowedAt }: Allowance): AllowanceView {
  const mail = get<{ mail_id: MailId; subject: string }>(
    db,
    sql`SELECT mail_id, subject FROM mail WHERE message_key = ${value}`,
  );
  const shown = kind === 'mail' || kind === 'thread' ? (mail?.subject ?? '') : value;
  return {
    id,
    kind,
    value: shown,
    mailId: mail?.mail_id ?? null,
    allowedAt,
    mailCount: countMails(db, letThrough({ kind, value })),
  };
}

/** The condition on `mail` of what an allowance lets through, if anything held it. */
function letThrough({ kind, value }: Pick<Allowance, 'kind' | 'value'>): Sql {
  switch (kind) {
    case 'address':
      return sql`mail.mail_id IN (SELECT mail_id FROM participant WHERE address = ${value})`;
    case 'domain':
      return sql`mail.mail_id IN (
        SELECT mail_id FROM participant WHERE address LIKE ${`%@${value}`} OR address LIKE ${`%.${value}`})`;
    case 'list':
      return sql`mail.mail_id IN (SELECT mail_id FROM mail_list WHERE list_id = ${value})`;
    case 'mail':
      return sql`mail.message_key = ${value}`;
    case 'thread':
      return sql`mail.thread_id IN (SELECT thread_id FROM mail WHERE message_key = ${value})`;
  }
}
