import type { MailpinApi } from '../../app/contract/api.ts';
import type { CardId } from '../../app/domain/ids.ts';
import type { Evidence } from '../../app/domain/link.ts';

/** The name of a card; its id when it is gone or unknown. */
export type NameOfCard = (cardId: CardId) => string;

const ALL_CARDS = 100_000;

/** The names of the cards that the reasons of these links speak of. The engine is asked only when one does. */
export async function cardNames(
  engine: MailpinApi,
  links: readonly { readonly evidence: Evidence }[],
): Promise<NameOfCard> {
  const isAsked = links.some(
    ({ evidence }) => evidence.rule === 'only-open-deal' || evidence.rule === 'converted-lead',
  );
  const cards = isAsked ? await engine.call('cards.list', { limit: ALL_CARDS }) : [];
  const names = new Map(cards.map(({ id, name }) => [id, name]));
  return (cardId) => names.get(cardId) ?? cardId;
}
