import { useState } from 'react';
import type { BegunSignIn, ConnectCrm } from '../../../app/contract/sign-in-views.ts';
import type { CrmId } from '../../../app/domain/ids.ts';
import { isOpenedScheme } from '../../../app/domain/link-schemes.ts';
import { useCommand } from '../../data/command.ts';
import { useText } from '../../text/use-text.ts';
import { useOpenLink } from '../thread/use-open-link.ts';

interface Order extends ConnectCrm {
  readonly crmId: CrmId | undefined;
  readonly isInBrowser: boolean;
}
interface SignIn {
  readonly start: (order: Order) => void;
  /** The address that the browser is at while somebody signs in there; null before. */
  readonly waiting: string | null;
  readonly openAgain: () => void;
  readonly cancel: () => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

/** Signs in to a CRM with what was typed, or in the browser; to a new one or again to one that is connected. */
export function useSignIn(onEnd: () => void): SignIn {
  const text = useText();
  const openLink = useOpenLink();
  const connect = useCommand('crms.connect');
  const signIn = useCommand('crms.sign-in');
  const begin = useCommand('sign-ins.begin');
  const end = useCommand('sign-ins.end');
  const cancel = useCommand('sign-ins.cancel');
  const [begun, setBegun] = useState<BegunSignIn | null>(null);
  const open = (address: string): void => {
    // A CRM on this very computer may have no encrypted address; it stands there to be copied.
    if (isOpenedScheme(new URL(address).protocol)) openLink(address);
  };
  const words = { done: text('crms.browser-done'), refused: text('crms.browser-refused') };
  return {
    start({ isInBrowser, crmId, ...order }) {
      if (isInBrowser) {
        begin.mutate(
          { ...order, crmId, words },
          {
            onSuccess(started) {
              setBegun(started);
              open(started.authorizeUrl);
              end.mutate({ signInId: started.signInId }, { onSuccess: onEnd });
            },
          },
        );
      } else if (crmId === undefined) connect.mutate(order, { onSuccess: onEnd });
      else signIn.mutate({ crmId, values: order.values }, { onSuccess: onEnd });
    },
    waiting: begun?.authorizeUrl ?? null,
    openAgain: () => open(begun?.authorizeUrl ?? ''),
    cancel() {
      if (begun !== null) cancel.mutate({ signInId: begun.signInId });
      setBegun(null);
      end.reset();
    },
    isPending: connect.isPending || signIn.isPending || begin.isPending,
    error: connect.error ?? signIn.error ?? begin.error ?? end.error,
  };
}
