import type { Participant } from '../../../app/domain/mail.ts';
import type { MailSigns } from '../../../app/rules/mail-kind.ts';
import { splitReturnedOriginal } from '../../../app/rules/bounce/returned-original.ts';
import { fieldOf, hasField, type Header } from './header.ts';
import { ownPartsOf, partsOf, type MimePart } from './mime-part.ts';

const LIST_FIELDS = ['list-id', 'list-unsubscribe', 'list-post', 'x-mailing-list', 'feedback-id'];
const AUTO_REPLY_FIELDS = ['x-autoreply', 'x-autoreply-from', 'x-autorespond', 'x-autoresponder', 'x-auto-reply'];

/** Robots of all kinds say it in their first lines. */
const FAILURE_CHARS = 4000;
const TELLS_FAILURE =
  /did not reach the following|could ?n[o']t be delivered|could not (?:be )?deliver|(?:was|were) not (?:able to be )?delivered|undeliver(?:able|ed)|delivery (?:to .{0,80})?(?:has )?failed|del[ie]very (?:to|of) [^]{0,160}?(?:aborted|postponed|failed)|failed recipient|no such user here|failed to deliver|unable to deliver|not able to deliver|delivery problems|invalid user address|following addresses? (?:had|failed)|nicht zugestellt|unzustellbar|n['’]a pas pu être (?:remis|distribu)|non (?:è stato )?(?:possibile )?(?:recapit|consegn)|配信できません|配信に失敗|配送できません|送信できません|届(?:き|け)(?:られ)?ません/i;

/** Parts in which a mail comes back. */
const RETURNED_PARTS = ['message/rfc822', 'text/rfc822-headers'];
/** `550 5.1.1`, `SMTP`, `<ana@acme.example>:` at the beginning of a line. */
const SERVER_ANSWER =
  /\b[45]\.[0-7]\.\d{1,3}\b|\b[45]\d\d[ -][a-z<#]|\bSMTP\b|^[ \t]*<[^\s<>]{3,200}@[^\s<>]{3,200}>:?[ \t]*$/im;

/** What `kindSigns` takes from the mail's people, words and parts. */
export interface SaidByMail {
  readonly participants: readonly Participant[];
  readonly subject: string;
  readonly text: string;
  readonly isInvitation: boolean;
}

/** Collects what `mailKind` decides by. */
export function kindSigns(
  header: Header,
  root: MimePart,
  { participants, subject, text, isInvitation }: SaidByMail,
): MailSigns {
  const returnPath = fieldOf(header, 'return-path');
  return {
    subject,
    from: authorOf(participants),
    isReply: hasField(header, 'in-reply-to') || hasField(header, 'references'),
    autoSubmitted: fieldOf(header, 'auto-submitted'),
    precedence: fieldOf(header, 'precedence'),
    isFromList: LIST_FIELDS.some((name) => hasField(header, name)),
    hasAutoReplyField: AUTO_REPLY_FIELDS.some((name) => hasField(header, name)),
    hasNullReturnPath: returnPath !== null && /^\s*<\s*>/.test(returnPath),
    hasFailedRecipients: hasField(header, 'x-failed-recipients'),
    partTypes: [...ownPartsOf(root)].map((part) => part.mediaType),
    reportType: root.parameters.get('report-type')?.toLowerCase() ?? null,
    isInvitation,
    tellsFailure: () => TELLS_FAILURE.test(text.slice(0, FAILURE_CHARS)),
    showsServer: () =>
      [...partsOf(root)].some(({ mediaType }) => RETURNED_PARTS.includes(mediaType)) ||
      SERVER_ANSWER.test(text.slice(0, FAILURE_CHARS)) ||
      splitReturnedOriginal(text).original !== '',
  };
}

/** Some mail servers write `MAILER-DAEMON <>`: a name and no address. */
function authorOf(participants: readonly Participant[]): string {
  const author = participants.find(({ role }) => role === 'from');
  if (author === undefined) return '';
  return author.rawAddress === '' ? author.displayName : author.rawAddress;
}

/** The fields by which a mail counts as bulk. */
export function bulkFields(header: Header): readonly string[] {
  const names = [...LIST_FIELDS, 'precedence', 'auto-submitted'];
  return names.filter((name) => hasField(header, name));
}
