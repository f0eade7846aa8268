import { useReady } from '../../state/use-ready.ts';
import { useText } from '../../text/use-text.ts';

export function FiltersSection() {
  const text = useText();
  useReady(true);
  return <p className="rules-lead dim">{text('rules.filters.lead')}</p>;
}
