import type { MailId, MessageId } from '../domain/ids.ts';

/** A mail named by row or by Message-ID (with or without angle brackets). */
export type MailName = { readonly mailId: MailId } | { readonly messageId: MessageId | string };
