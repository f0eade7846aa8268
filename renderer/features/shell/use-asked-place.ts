import { useEffect } from 'react';
import { useApi } from '../../data/api-context.tsx';
import { useDispatch } from '../../state/window-context.tsx';

/** Goes where a clicked notice or the tray leads: to the account in trouble, or to what needs the user. */
export function useAskedPlace(): void {
  const api = useApi();
  const dispatch = useDispatch();
  useEffect(
    () =>
      api.on('place.asked', ({ place }) => {
        if (place.kind === 'needs-you') dispatch({ kind: 'go', place: { kind: 'needs-you' } });
        else dispatch({ kind: 'go', place: { kind: 'account', accountId: place.accountId } });
      }),
    [api, dispatch],
  );
}
