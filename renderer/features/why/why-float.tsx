import { useWindow } from '../../state/window-context.tsx';
import { WhyPanel } from './why-panel.tsx';

/** *Why* of what is not the open thread: it floats above the place one is at. */
export function WhyFloat() {
  const { whyOf, place } = useWindow().state;
  if (whyOf === null || (whyOf.kind === 'mail' && place.kind === 'mail')) return null;
  return <WhyPanel key={JSON.stringify(whyOf)} of={whyOf} isFloating />;
}
