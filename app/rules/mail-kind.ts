/** What a mail is besides a mail between people, from signs in its header and structure. */
import type { MailKind } from '../domain/mail.ts';

export interface MailSigns {
  /** Decoded. */
  readonly subject: string;
  /** Address of the author as written, the name where there is only that; empty when there is neither. */
  readonly from: string;
  /** Whether it has In-Reply-To or References. */
  readonly isReply: boolean;
  /** RFC 3834 5. */
  readonly autoSubmitted: string | null;
  /** RFC 2076 3.9. */
  readonly precedence: string | null;
  /** RFC 2919, RFC 2369, RFC 8058 and what big senders add. */
  readonly isFromList: boolean;
  /** Fields that only robots which answer mail write. */
  readonly hasAutoReplyField: boolean;
  /** `Return-Path: <>`: nobody wants to hear of a failure (RFC 5321 4.5.5). */
  readonly hasNullReturnPath: boolean;
  readonly hasFailedRecipients: boolean;
  /** Media types of its parts, in lower case; not of those of a mail within it. */
  readonly partTypes: readonly string[];
  /** Parameter of multipart/report, in lower case. */
  readonly reportType: string | null;
  /** Whether a calendar part asks or tells something (RFC 5546). */
  readonly isInvitation: boolean;
  /** Whether the beginning of the text says that a mail could not be delivered; asked only where a server may speak, which is seldom. */
  readonly tellsFailure: () => boolean;
  /** Whether it shows what only servers write: a mail that came back, or what another server answered. */
  readonly showsServer: () => boolean;
}

/** Starts of subjects that programs write when they answer for somebody, in the languages of our users. */
const AUTO_REPLY_SUBJECT =
  /^\[?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office(?: auto-?reply)?(?::| (?:re|aw):|$)|out of office reply|abwesenheitsnotiz|automatische antwort|r[ée]ponse automatique|absence du bureau|risposta automatica|respuesta autom[áa]tica|resposta autom[áa]tica|automatisch antwoord|afwezigheidsbericht|odpowied[źz] automatyczna|automatyczna odpowied[źz]|autoodpowied[źz]|自動応答|自動返信|不在通知)/iu;
/** `Ana Prado is out of the office.`, which Notes writes without any sign in the header. */
const IS_AWAY_SUBJECT = /\S is out of the office\b.{0,40}$/i;
const REPLY_MARK = /^(?:re|aw|sv|antw|odp|r|rif)\s*(?:\[\d+\])?:/i;
const BOUNCE_SUBJECT =
  /^(?:undeliver|returned mail|delivery (?:status notification|failure|has failed)|(?:e-?)?mail (?:delivery|could not be delivered)|mail system error|failure notice|non[- ]?delivery|unzustellbar|non remis|non recapitabile|no se puede entregar|配信不能|message undeliverable|email bounce)/i;
const ROBOT_OF_THE_SERVER = /^(?:mailer-daemon|mail-daemon|maildaemon|mdaemon)@|^mailer-daemon$/i;
/** Exchange signs its reports, and its notices of full mailboxes, with an address that ends in the same digits everywhere. */
const POSTMASTER = /^(?:microsoftexchange[0-9a-f]{32}|post_?master|mail\.?master|no-?reply-?bounce|bounces?)(?:@|$)/i;
/** RFC 5429 lets a rejection look like a receipt; its `Auto-Submitted` says which of the two it is. */
const IS_REJECTION = /^auto-replied\s*\(rejected\)/i;

/** First match wins: what a mail reports or asks counts more than the road it came by. Pure; linear. */
export function mailKind(signs: MailSigns): MailKind {
  if (isBounce(signs)) return 'bounce';
  if (signs.isInvitation) return 'invitation';
  if (isAutoReply(signs)) return 'auto-reply';
  return isBulk(signs) ? 'bulk' : 'personal';
}

function isBounce(signs: MailSigns): boolean {
  const isReport = signs.partTypes[0] === 'multipart/report';
  if (isReport && (signs.reportType === 'delivery-status' || signs.partTypes.includes('message/delivery-status')))
    return true;
  if (signs.hasFailedRecipients || ROBOT_OF_THE_SERVER.test(signs.from)) return true;
  if (IS_REJECTION.test(signs.autoSubmitted ?? '')) return true;
  const isFromServer = signs.hasNullReturnPath || signs.from === '' || POSTMASTER.test(signs.from);
  if (signs.partTypes.includes('message/delivery-status') && !signs.isFromList) return true;
  const hasSubject = BOUNCE_SUBJECT.test(signs.subject);
  if (isFromServer && (hasSubject || signs.tellsFailure())) return true;
  // Gateways write in the name of an administrator, and lists pass it on. People write of goods that were not delivered.
  return hasSubject && !signs.isReply && signs.tellsFailure() && signs.showsServer();
}

function isAutoReply(signs: MailSigns): boolean {
  if (/^auto-replied\b/i.test(signs.autoSubmitted ?? '') || signs.hasAutoReplyField) return true;
  if (/^auto_?reply$/i.test(signs.precedence ?? '') || signs.reportType === 'disposition-notification') return true;
  if (AUTO_REPLY_SUBJECT.test(signs.subject)) return true;
  return IS_AWAY_SUBJECT.test(signs.subject) && !signs.isReply && !REPLY_MARK.test(signs.subject);
}

/** `Auto-Submitted: auto-generated` is what a program sends of its own accord: a notice, an invoice, a newsletter. */
function isBulk(signs: MailSigns): boolean {
  return (
    signs.isFromList ||
    /^(?:bulk|list|junk)\b/i.test(signs.precedence ?? '') ||
    /^auto-(?:generated|notified)\b/i.test(signs.autoSubmitted ?? '') ||
    signs.reportType === 'feedback-report'
  );
}
