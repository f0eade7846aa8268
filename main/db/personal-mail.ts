import type { MailId } from '../../app/domain/ids.ts';
import type { Sensitivity } from '../../app/domain/mail.ts';
import type { PersonalSign } from '../../app/domain/personal.ts';
import { MailpinError } from '../../app/errors.ts';
import { coveringDecisions } from '../../app/rules/covering-decisions.ts';
import { coveringExtent } from '../../app/rules/covering-extent.ts';
import type { PersonalMail } from '../../app/rules/personal-sign.ts';
import { storedCards } from './card-lookup.ts';
import { mailFactsById } from './mail-facts.ts';
import { mailText } from './mails.ts';
import { get, sql, type ReadDb } from './sql.ts';
import { threadWords } from './thread-words.ts';

export type SignFinder = (mail: PersonalMail) => PersonalSign | null;

/** A mail as the question whether it looks personal asks it. */
export function personalMailById(db: ReadDb, mailId: MailId): PersonalMail {
  const facts = mailFactsById(db, mailId);
  if (facts === null) throw new MailpinError('internal', { reason: 'row expected' });
  const marked = get<{ sensitivity: Sensitivity }>(
    db,
    sql`SELECT sensitivity FROM mail_sensitivity WHERE mail_id = ${mailId}`,
  );
  const { subject, participants } = facts;
  return { subject, participants, text: mailText(db, mailId) ?? '', sensitivity: marked?.sensitivity ?? null };
}

/**
 * Whether the user said yes to pushing this mail though it looks personal: they put it, or its thread, on a card themselves, or said
 * how much of it may leave.
 */
export function isReleased(db: ReadDb, mailId: MailId): boolean {
  const facts = mailFactsById(db, mailId);
  if (facts === null) return false;
  const words = threadWords(db, facts.threadId);
  const mail = words.mails.find(({ id }) => id === mailId);
  if (mail === undefined) return false;
  if (coveringExtent(words.mails, words.extents, words)(mail) !== null) return true;
  // Carried over with many others, here or on another computer, nobody looked at it.
  const own = words.decisions.filter(({ isCarried }) => isCarried !== true);
  const onCards = coveringDecisions(words.mails, { ...words, decisions: own }, storedCards(db))(mail);
  return [...onCards.values()].some(({ decision }) => decision.verdict === 'attach' && decision.reach !== 'person');
}
