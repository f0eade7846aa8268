import { Button } from '../../components/button.tsx';
import { useText } from '../../text/use-text.ts';
import type { AllowOffer } from './allow-offers.ts';
import { useRuleChange } from './use-rule-change.ts';

/** What can be let through of a mail, a button each. */
export function AllowButtons({ offers }: Readonly<{ offers: readonly AllowOffer[] }>) {
  const text = useText();
  const { change } = useRuleChange();
  return (
    <>
      <span className="dim">{text('rules.allow')}</span>
      {offers.map(({ kind, order, name }) => (
        <Button
          key={kind}
          look="link"
          title={name}
          aria-label={text(`rules.allow-name.${kind}`, { name })}
          onClick={() => change(order)}
        >
          {text(`rules.allow.${kind}`)}
        </Button>
      ))}
    </>
  );
}
