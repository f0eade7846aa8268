import type { Participant } from '../../../app/domain/mail.ts';
import { Button } from '../../components/button.tsx';
import { useWindow } from '../../state/window-context.tsx';

/** An address in a header; who it is, and what its mail leads to, is one click or W away. */
export function PersonAddress({ person: { address, rawAddress } }: Readonly<{ person: Participant }>) {
  const { dispatch } = useWindow();
  if (address === null) return <span className="dim">{rawAddress}</span>;
  return (
    <Button
      look="link"
      className="dim person-address"
      aria-keyshortcuts="w"
      data-address={address}
      onClick={() => dispatch({ kind: 'why', of: { kind: 'address', address } })}
    >
      {rawAddress}
    </Button>
  );
}
