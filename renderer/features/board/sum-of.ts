import type { CardSummary } from '../../../app/contract/card-views.ts';
import type { Money } from '../../../app/domain/card.ts';

/** What the deals of a stage are worth together; null when there is nothing to add or they are in several currencies. */
export function sumOf(deals: readonly CardSummary[]): Money | null {
  const values = deals.flatMap(({ value }) => (value === null ? [] : [value]));
  const [first] = values;
  if (first === undefined || values.some(({ currency }) => currency !== first.currency)) return null;
  return { amount: String(values.reduce((sum, { amount }) => sum + Number(amount), 0)), currency: first.currency };
}
