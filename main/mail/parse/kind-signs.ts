import type { MailSigns } from '../../../app/rules/mail-kind.ts';
import { fieldOf, hasField, type Header } from './header.ts';
import { partsOf, type MimePart } from './mime-part.ts';
import { parseAddressField } from './participants.ts';

const LIST_FIELDS = ['list-id', 'list-unsubscribe', 'list-post', 'x-mailing-list', 'feedback-id'];
const AUTO_REPLY_FIELDS = ['x-autoreply', 'x-autoreply-from', 'x-autorespond', 'x-autoresponder', 'x-auto-reply'];

/** Collects what `mailKind` decides by. */
export function kindSigns(header: Header, root: MimePart, subject: string): MailSigns {
  const returnPath = fieldOf(header, 'return-path');
  return {
    subject,
    from: authorOf(header),
    isReply: hasField(header, 'in-reply-to') || hasField(header, 'references'),
    autoSubmitted: fieldOf(header, 'auto-submitted'),
    precedence: fieldOf(header, 'precedence'),
    isFromList: LIST_FIELDS.some((name) => hasField(header, name)),
    hasAutoReplyField: AUTO_REPLY_FIELDS.some((name) => hasField(header, name)),
    hasNullReturnPath: returnPath !== null && /^\s*<\s*>/.test(returnPath),
    hasFailedRecipients: hasField(header, 'x-failed-recipients'),
    partTypes: [...partsOf(root)].map((part) => part.mediaType),
    reportType: root.parameters.get('report-type')?.toLowerCase() ?? null,
    calendarMethods: [...partsOf(root)].flatMap(calendarMethod),
  };
}

/** Some mail servers write `MAILER-DAEMON <>`: a name and no address. */
function authorOf(header: Header): string {
  const [author] = parseAddressField(fieldOf(header, 'from') ?? '', 'from');
  if (author === undefined) return '';
  return author.rawAddress === '' ? author.displayName : author.rawAddress;
}

function calendarMethod(part: MimePart): readonly string[] {
  const method = part.mediaType === 'text/calendar' ? part.parameters.get('method') : undefined;
  return method === undefined ? [] : [method.toUpperCase()];
}
