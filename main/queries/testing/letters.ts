import { canonicalAddress } from '../../../app/domain/address.ts';
import type { MessageId, MessageKey, UnixMs } from '../../../app/domain/ids.ts';
import type { MailboxRole, MailContent, MailKind, Participant, ParticipantRole } from '../../../app/domain/mail.ts';
import type { MailDetails } from '../../../app/domain/mail-details.ts';

/** A mail as a test names it; people are written `Ana Ito <ana@acme.example>`. */
export interface Letter {
  /** Message-ID without angle brackets. */
  readonly id: string;
  readonly from: string;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly subject?: string;
  readonly text?: string;
  /** Minutes after the beginning of the test's time. */
  readonly at?: number;
  /** Message-ID of the mail it answers. */
  readonly answers?: string;
  readonly kind?: MailKind;
  readonly details?: MailDetails;
  readonly mailbox?: MailboxRole;
  readonly isSeen?: boolean;
  /** Tells two different mails with one Message-ID apart. */
  readonly variant?: string;
  readonly attachmentName?: string;
}

const BEGINNING = Date.UTC(2026, 4, 1, 8);

/** A point in the test's time. */
export function minutes(count: number): UnixMs {
  return (BEGINNING + count * 60_000) as UnixMs;
}

export function mailContent(letter: Letter): MailContent {
  const answers = letter.answers === undefined ? [] : [letter.answers as MessageId];
  const text = letter.text ?? '';
  return {
    messageId: letter.id as MessageId,
    key: `${letter.id}#${letter.variant ?? '0'}` as MessageKey,
    inReplyTo: answers,
    references: answers,
    subject: letter.subject ?? '',
    participants: [
      person('from', letter.from),
      ...(letter.to ?? []).map((raw) => person('to', raw)),
      ...(letter.cc ?? []).map((raw) => person('cc', raw)),
    ],
    sentAt: minutes(letter.at ?? 0),
    isDateGuessed: false,
    kind: letter.kind ?? 'personal',
    details: letter.details ?? null,
    text,
    html: null,
    attachments: letter.attachmentName === undefined ? [] : [attachment(letter.attachmentName)],
    sizeBytes: text.length,
    providerThreadId: null,
    listId: null,
    deliveredTo: [],
    sensitivity: null,
  };
}

function person(role: ParticipantRole, raw: string): Participant {
  const displayName = /^(.*?)\s*</u.exec(raw)?.[1] ?? '';
  return { role, address: canonicalAddress(raw), rawAddress: raw.replace(/^.*<|>$/gu, ''), displayName };
}

function attachment(fileName: string): MailContent['attachments'][number] {
  return { part: '2', fileName, mediaType: 'application/pdf', sizeBytes: 1_000, contentId: null, isInline: false };
}
