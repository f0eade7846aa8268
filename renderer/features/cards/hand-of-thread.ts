import type { ThreadDetail } from '../../../app/contract/thread-views.ts';
import type { CardRef } from '../../../app/domain/card.ts';
import type { MailId } from '../../../app/domain/ids.ts';
import type { Hand } from '../../state/hand.ts';

/** The open thread in the hand; with a card, taken from that card by the mail that is on it. */
export function handOfThread(
  { summary }: ThreadDetail,
  how: Hand['how'],
  taken?: Readonly<{ from: CardRef; mailId: MailId }>,
): Hand {
  const who = summary.people.find(({ isMe }) => !isMe)?.name ?? summary.people[0]?.name ?? '';
  const mailId = taken?.mailId ?? summary.newestMailId;
  return {
    how,
    mails: [{ threadId: summary.id, mailId, subject: summary.subject, who }],
    unit: 'thread',
    from: taken?.from ?? null,
  };
}
