import type { MailView } from '../../../app/contract/mail-views.ts';
import type { ThreadDetail } from '../../../app/contract/thread-views.ts';
import type { Hand } from '../../state/hand.ts';

/**
 * One mail taken out of its thread. When it is on exactly one deal, dropping it on another card moves it there, and the
 * thread is split at this mail (rules 6.6).
 */
export function handOfMail(mail: MailView, { summary }: ThreadDetail, who: string): Hand {
  const deals = mail.links.filter(({ card }) => card.kind === 'deal');
  const [only] = deals;
  return {
    how: 'drag',
    mails: [{ threadId: summary.id, mailId: mail.id, subject: mail.subject, who }],
    unit: 'message',
    from: deals.length === 1 && only !== undefined ? only.card : null,
  };
}
