import type { AccountId } from '../../../app/domain/ids.ts';
import { Button } from '../../components/button.tsx';
import { useAsk } from '../../data/ask.ts';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';
import { Failure } from '../trouble/failure.tsx';

/** The addresses that count as the user's on this account: its own, aliases, and those mail was sent from. */
export function AccountAddresses({ accountId }: Readonly<{ accountId: AccountId }>) {
  const text = useText();
  const dispatch = useDispatch();
  const { data, error } = useAsk('accounts.addresses', { accountId });
  return (
    <section aria-labelledby="account-addresses">
      <header className="account-head">
        <h2 id="account-addresses">{text('account-page.my-addresses')}</h2>
        <Button look="link" onClick={() => dispatch({ kind: 'go', place: { kind: 'rules', section: 'addresses' } })}>
          {text('account-page.addresses')}
        </Button>
      </header>
      {error !== null && <Failure error={error} />}
      <ul className="account-boxes account-addresses">
        {data?.map(({ address, source, sentCount }) => (
          <li key={address}>
            <span className="clip" title={address}>
              {address}
            </span>
            <span className="dim">{text(`rules.source.${source}`)}</span>
            <span className="dim account-count">{text('account-page.sent-from', { count: sentCount })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
