import type { CardSummary } from '../../../app/contract/card-views.ts';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { firstName } from '../mail-list/who.ts';

/** Names a card shows before it stops. */
const NAMES = 3;

/** What one knows of a card at a glance: "Negotiation · €18,400 · Ana, Rui", "Contact at Ferreira Foods". */
export function useCardFacts({ kind, status, stageName, value, companyName, people }: CardSummary): string {
  const text = useText();
  const format = useFormat();
  const facts =
    kind === 'deal'
      ? [
          stageName,
          status === 'won' || status === 'lost' ? text(`card.status.${status}`) : null,
          value === null ? null : format.money(value),
          people.length === 0
            ? null
            : format.list(people.slice(0, NAMES).map((name) => firstName({ name, address: name }))),
        ]
      : [
          companyName === null || kind === 'company'
            ? text(`card.kind.${kind}`)
            : text(`card.at.${kind}`, { company: companyName }),
          status === 'converted' ? text('card.status.converted') : null,
        ];
  return facts.filter((fact) => fact !== null && fact !== '').join(' · ');
}
