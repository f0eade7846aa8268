/** What kind of mail it is, and what is known of it. Never throws on what a mail holds. */
import type { MailKind, Participant } from '../../../app/domain/mail.ts';
import type { BulkDetails, InvitationDetails, MailDetails } from '../../../app/domain/mail-details.ts';
import type { UnixMs } from '../../../app/domain/ids.ts';
import { autoReplyDetails } from '../../../app/rules/auto-reply.ts';
import { mailKind } from '../../../app/rules/mail-kind.ts';
import { bounceDetails } from './bounce.ts';
import { readInvitation } from './calendar/invitation.ts';
import { decodeText } from './charset.ts';
import { fieldOf, splitEntity, type Header } from './header.ts';
import { bulkFields, kindSigns } from './kind-signs.ts';
import { isMessage, type MimePart } from './mime-part.ts';
import { isCalendar, isDeliveryReport, isReturned } from './parts-to-read.ts';
import { decodeTransfer } from './transfer-encoding.ts';

export interface DescribedContent {
  readonly header: Header;
  readonly root: MimePart;
  /** See `partsToRead`. */
  readonly toRead: readonly MimePart[];
  /** Encoded bytes of each of them. */
  readonly bytesOf: (part: MimePart) => Uint8Array;
  readonly participants: readonly Participant[];
  readonly subject: string;
  readonly text: string;
  readonly sentAt: UnixMs;
}
export interface KindOfMail {
  readonly kind: MailKind;
  readonly details: MailDetails | null;
}

export function readDetails(mail: DescribedContent): KindOfMail {
  const { header, root, toRead: parts, participants, subject, text, sentAt } = mail;
  const invitation = invitationIn(mail, parts.filter(isCalendar));
  const signs = kindSigns(header, root, { participants, subject, text, isInvitation: invitation !== null });
  const kind = mailKind(signs);
  if (kind === 'bounce') return { kind, details: bounceIn(mail, parts) };
  if (kind === 'invitation') return { kind, details: invitation };
  if (kind === 'auto-reply')
    return {
      kind,
      details: autoReplyDetails({ subject, text, sentAt, isReceipt: signs.reportType === 'disposition-notification' }),
    };
  return kind === 'bulk' ? { kind, details: bulkIn(header) } : { kind, details: null };
}

function invitationIn({ bytesOf }: DescribedContent, calendars: readonly MimePart[]): InvitationDetails | null {
  const read = calendars.map((part) =>
    readInvitation(decoded(part, bytesOf(part)), part.parameters.get('method') ?? null),
  );
  return read.find((one) => one !== null) ?? null;
}

function bounceIn({ header, subject, text, bytesOf }: DescribedContent, parts: readonly MimePart[]): MailDetails {
  const report = parts
    .filter(isDeliveryReport)
    .map((part) => decoded(part, bytesOf(part)))
    .join('\n\n');
  const returned = parts.find(isReturned);
  const original = returned === undefined ? null : returnedHeader(returned, bytesOf(returned));
  return bounceDetails({ header, subject, text, report, original });
}

function returnedHeader(part: MimePart, encoded: Uint8Array): Header {
  const { header } = splitEntity(decodeTransfer(encoded, part.encoding), false);
  // A returned mail without any header field came back as text only.
  return header.length === 0 && isMessage(part) ? [] : header;
}

function bulkIn(header: Header): BulkDetails {
  const list = fieldOf(header, 'list-id');
  const id = list === null ? null : (/<([^<>]{1,255})>/.exec(list)?.[1] ?? list.slice(0, 255));
  return { kind: 'bulk', listId: id === null || id.trim() === '' ? null : id.trim(), signs: bulkFields(header) };
}

function decoded(part: MimePart, encoded: Uint8Array): string {
  return decodeText(decodeTransfer(encoded, part.encoding), part.parameters.get('charset') ?? null);
}
