import type { MailName } from '../../app/contract/queries.ts';
import type { Why } from '../../app/contract/views.ts';
import type { ReadDb } from '../db/sql.ts';
import { mailView } from './thread-detail.ts';

/** Why a mail is, or is not, on cards. Throws as resolveMail. */
export function whyMail(db: ReadDb, mail: MailName): Why {
  return { mail: mailView(db, mail), lines: [] };
}
