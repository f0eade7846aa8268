import type { Activity, ActivityExtent, Omission } from '../domain/activity.ts';
import type { CrmCapabilities } from '../domain/crm-capabilities.ts';
import type { Attachment, NamedMailFacts, Participant } from '../domain/mail.ts';
import { cutUtf8 } from './cut-utf8.ts';

/** A mail to be logged on a card. */
export type DraftedMail = Pick<
  NamedMailFacts,
  'key' | 'messageId' | 'direction' | 'sentAt' | 'subject' | 'participants'
> & {
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** The text is only the beginning, and the rest is nowhere. */
  readonly isTextLost: boolean;
};

/** What a CRM takes; null for no limit. */
export interface ActivityLimits {
  /** Recipients (To, Cc and Bcc) of one mail. */
  readonly recipientLimit: number | null;
  /** UTF-8 bytes of the text. */
  readonly bodyLimitBytes: number | null;
  readonly attachments: CrmCapabilities['attachments'];
  /** Bytes of one attachment. */
  readonly attachmentLimitBytes: number | null;
}

/** Stands where the text was cut; in no language, since the CRM's readers may speak another than the user. */
export const CUT_MARK = '\n\n[\u2026]';

/**
 * A mail as it goes to a CRM (rules 3.3, 3.4 and 7.6). Whatever is left out is named with its reason: nothing is
 * silently lost.
 *
 * @param extent what the user allows; more recipients than the CRM takes make it headers only in any case
 */
export function draftActivity(mail: DraftedMail, limits: ActivityLimits, extent: ActivityExtent): Activity {
  const { key, messageId, direction, sentAt, subject, participants } = mail;
  const headers = { key, messageId, direction, sentAt, subject, participants };
  const isOverRecipients = limits.recipientLimit !== null && recipientCount(participants) > limits.recipientLimit;
  if (extent === 'headers-only' || isOverRecipients) {
    const because = isOverRecipients ? 'recipient-limit' : 'user';
    return { ...headers, extent: 'headers-only', text: '', attachments: [], omissions: everything(mail, because) };
  }
  const whole = mail.isTextLost ? mail.text + CUT_MARK : mail.text;
  const text = cutUtf8(whole, limits.bodyLimitBytes, CUT_MARK);
  const cut: readonly Omission[] = [
    ...(mail.isTextLost ? [{ what: 'text', because: 'not-kept', name: null } as const] : []),
    ...(text === whole ? [] : [{ what: 'text', because: 'size-limit', name: null } as const]),
  ];
  const left = mail.attachments.map((attachment) => ({ attachment, because: leftOutBecause(attachment, limits) }));
  const attachments = left.flatMap(({ attachment, because }) => (because === null ? attachment : []));
  const dropped = left.flatMap(({ attachment: { fileName }, because }): readonly Omission[] =>
    because === null ? [] : [{ what: 'attachment', because, name: fileName }],
  );
  return { ...headers, extent: 'full', text, attachments, omissions: [...cut, ...dropped] };
}

function leftOutBecause({ sizeBytes }: Attachment, limits: ActivityLimits): Omission['because'] | null {
  if (limits.attachments === 'here') return null;
  if (limits.attachments === 'named') return 'not-taken';
  return limits.attachmentLimitBytes !== null && sizeBytes > limits.attachmentLimitBytes ? 'size-limit' : null;
}

/** Over so many recipients a mail may go as headers only, where a CRM takes no more (rules 3.3). */
export const USUAL_RECIPIENT_LIMIT = 100;

/** Recipients as limits count them: every entry of To, Cc and Bcc, also those that hold no readable address. */
export function recipientCount(participants: readonly Participant[]): number {
  return participants.filter(({ role }) => role === 'to' || role === 'cc' || role === 'bcc').length;
}

function everything(mail: DraftedMail, because: Omission['because']): readonly Omission[] {
  const text: readonly Omission[] = mail.text === '' ? [] : [{ what: 'text', because, name: null }];
  return [
    ...text,
    ...mail.attachments.map(({ fileName }): Omission => ({ what: 'attachment', because, name: fileName })),
  ];
}
