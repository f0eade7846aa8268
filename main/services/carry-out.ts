import type { Activity, AttachedFile, Omission } from '../../app/domain/activity.ts';
import type { Attachment } from '../../app/domain/mail.ts';
import type { MailId } from '../../app/domain/ids.ts';
import type { DetachOutcome } from '../../app/domain/outbox.ts';
import { isAmbiguous, MailpinError, toMailpinError } from '../../app/errors.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { activityBytes } from '../../app/rules/activity-bytes.ts';
import { draftActivity } from '../../app/rules/draft-activity.ts';
import type { LedgerLine } from '../db/ledger.ts';
import { attachmentsOf, mailFactsById } from '../db/mail-facts.ts';
import { mailIdByKey, mailText } from '../db/mails.ts';
import { otherEntries, type StoredEntry } from '../db/outbox.ts';
import { shortenedText } from '../db/shortened-texts.ts';
import type { ReadDb } from '../db/sql.ts';
import type { Deps } from './deps.ts';

/** An entry on lease; `mustLook`: an earlier order for it may have had its effect. */
export interface Order {
  readonly entry: StoredEntry;
  readonly mustLook: boolean;
}
/** What a connector did, for the ledger. */
type Done = Pick<LedgerLine, 'intent' | 'extent' | 'sentBytes' | 'answer' | 'activityId'>;
/** A mail was asked off a card: its own, or another that had it where there is room on one card only. */
export interface TakenOff {
  readonly entry: StoredEntry;
  readonly answer: DetachOutcome;
}
interface Effects {
  /** What left its card, whether or not the mail came to the card it made room for. */
  readonly takenOff: readonly TakenOff[];
}
export type Outcome = Effects &
  (
    | { readonly kind: 'done'; readonly done: Done }
    | {
        readonly kind: 'failed';
        readonly error: MailpinError;
        readonly isAmbiguous: boolean;
        /** False when it never came as far as the CRM. */
        readonly isOfCrm: boolean;
      }
  );

/** Bytes of an attachment, from wherever a copy of its mail still is. Throws mail.gone, imap.*, archive.*. */
export type ReadFile = (mailId: MailId, part: string) => Promise<Uint8Array>;

/** Carries out one order; whatever fails is in the outcome. */
export async function carryOut(
  { store: { db } }: Pick<Deps, 'store'>,
  crm: CrmConnector,
  { entry, mustLook }: Order,
  readFile: ReadFile,
): Promise<Outcome> {
  const { messageKey, cardId, intent } = entry;
  let isUnsure = mustLook;
  let isOfCrm = false;
  const takenOff: TakenOff[] = [];
  try {
    if (intent === 'detach') {
      isOfCrm = true;
      const answer = await crm.detach(messageKey, cardId);
      const done = { intent, extent: null, sentBytes: 0, answer, activityId: null };
      return { kind: 'done', done, takenOff: [{ entry, answer }] };
    }
    const drafted = activityFor(db, crm, entry);
    const activity = await withFiles(db, crm, drafted, readFile);
    isOfCrm = true;
    // Where it stands with more or less of the mail than is wanted now, it is written anew.
    const inTheWay = [...onOtherCards(db, crm, entry), ...(entry.mustReplace ? [entry] : [])];
    for (const one of inTheWay) takenOff.push({ entry: one, answer: await crm.detach(messageKey, one.cardId) });
    const found = mustLook && !entry.mustReplace ? await crm.findActivity(messageKey, cardId) : null;
    isUnsure = false;
    const { outcome, activityId } =
      found === null
        ? await crm.attach(activity, cardId)
        : ({ outcome: 'already-attached', activityId: found } as const);
    // Found by looking: an earlier order, whose answer never came, took these bytes along.
    const sentBytes = activityBytes(activity);
    return {
      kind: 'done',
      done: { intent, extent: activity.extent, sentBytes, answer: outcome, activityId },
      takenOff,
    };
  } catch (error) {
    const isAmbiguousNow = isUnsure || isAmbiguous(error);
    return { kind: 'failed', error: toMailpinError(error), isAmbiguous: isAmbiguousNow, isOfCrm, takenOff };
  }
}

/** Where a mail can be on one card only, it leaves the one it is on before it comes to this one. */
function onOtherCards(db: ReadDb, crm: CrmConnector, entry: StoredEntry): readonly StoredEntry[] {
  if (crm.capabilities.cardsPerMail === 'several') return [];
  return otherEntries(db, entry).filter(
    (other) =>
      other.intent === 'attach' && other.state.kind === 'waiting' && (other.activityId !== null || other.isUnsure),
  );
}

/** What a mail gives to a card. Throws mail.gone, mail.text-away. */
export function activityFor(
  db: ReadDb,
  { capabilities }: Pick<CrmConnector, 'capabilities'>,
  { messageKey, extent }: StoredEntry,
): Activity {
  const mailId = mailIdByKey(db, messageKey);
  const facts = mailId === null ? null : mailFactsById(db, mailId);
  const text = mailId === null ? null : mailText(db, mailId);
  if (mailId === null || facts === null || text === null) throw new MailpinError('mail.gone');
  const shortened = shortenedText(db, mailId);
  if (shortened !== null && !shortened.isLost) throw new MailpinError('mail.text-away');
  const { messageId, direction, sentAt, subject, participants } = facts;
  const attachments = attachmentsOf(db, mailId);
  const header = { key: messageKey, messageId, direction, sentAt, subject, participants };
  const mail = { ...header, text, attachments, isTextLost: shortened !== null };
  return draftActivity(mail, capabilities, extent);
}

/** The bytes are read before anything is sent: half a mail at the CRM would be worse than none for a while. */
async function withFiles(
  db: ReadDb,
  { capabilities }: CrmConnector,
  activity: Activity,
  readFile: ReadFile,
): Promise<Activity> {
  const mailId = mailIdByKey(db, activity.key);
  if (capabilities.attachments !== 'sent' || mailId === null || activity.attachments.length === 0) return activity;
  const files: AttachedFile[] = [];
  const lost: Omission[] = [];
  for (const attachment of activity.attachments) {
    const bytes = await bytesOf(attachment, (part) => readFile(mailId, part));
    if (bytes === null) lost.push({ what: 'attachment', because: 'not-kept', name: attachment.fileName });
    else files.push({ ...attachment, sizeBytes: bytes.byteLength, bytes });
  }
  const attachments = activity.attachments.filter(({ part }) => files.some((file) => file.part === part));
  return { ...activity, attachments, files, omissions: [...activity.omissions, ...lost] };
}

/** Null when no server has the mail any more. */
async function bytesOf({ part }: Attachment, read: (part: string) => Promise<Uint8Array>): Promise<Uint8Array | null> {
  try {
    return await read(part);
  } catch (error) {
    if (error instanceof MailpinError && error.code === 'mail.gone') return null;
    throw error;
  }
}
