import type { CardId } from '../../../app/domain/ids.ts';
import { hasCode, MailpinError } from '../../../app/errors.ts';

/**
 * Why a mail could not be put on a card. A CRM refuses a card that is gone in several ways; the card itself, asked for, says so clearly.
 * @param isThere asks for the card
 */
export async function orCardGone(error: unknown, cardId: CardId, isThere: () => Promise<boolean>): Promise<unknown> {
  if (!hasCode(error, 'crm.invalid', 'crm.card-gone')) return error;
  if (!(await isThere())) return new MailpinError('crm.card-gone', { card: cardId }, { cause: error });
  return error.code === 'crm.invalid' ? error : new MailpinError('crm.invalid', { reason: '' }, { cause: error });
}
