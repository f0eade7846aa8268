import type { MailView } from '../../../app/contract/mail-views.ts';
import type { Text } from '../../text/use-text.ts';

/** Who wrote a mail, as one reads it: "you", a name, else the address. */
export function senderOf({ direction, participants }: MailView, text: Text): string {
  if (direction === 'outbound') return text('who.you-first');
  const from = participants.find(({ role }) => role === 'from');
  if (from === undefined) return text('who.nobody');
  return from.displayName === '' ? from.rawAddress : from.displayName;
}
