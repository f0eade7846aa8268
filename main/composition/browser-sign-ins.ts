import { randomUUID } from 'node:crypto';
import type { BegunSignIn, BrowserSignInOrder } from '../../app/contract/sign-in-views.ts';
import type { CrmId, SignInId } from '../../app/domain/ids.ts';
import { missingFields } from '../../app/domain/sign-in.ts';
import { MailpinError } from '../../app/errors.ts';
import { CONNECTORS } from '../crm/connectors.ts';
import { beginBrowserSignIn, type BrowserSignIn } from '../crm/oauth/browser-sign-in.ts';
import {
  connectedCrm,
  connectWith,
  namedAccount,
  refuseSecond,
  signInAgain,
  type CrmDeps,
} from '../services/connect-crm.ts';

/** Sign-ins in the browser that this engine waits for. */
export interface BrowserSignIns {
  begin(order: BrowserSignInOrder): Promise<BegunSignIn>;
  end(signInId: SignInId): Promise<CrmId>;
  cancel(signInId: SignInId): void;
}

interface Waiting {
  readonly order: BrowserSignInOrder;
  readonly signIn: BrowserSignIn;
}

/** @param signal aborted when the engine stops: nobody is waited for then */
export function browserSignIns(deps: CrmDeps, signal: AbortSignal): BrowserSignIns {
  const waiting = new Map<SignInId, Waiting>();
  const cancelAll = (): void => {
    for (const { signIn } of waiting.values()) signIn.cancel();
  };
  signal.addEventListener('abort', cancelAll, { once: true });

  return {
    async begin(order) {
      const { connector, values, words } = order;
      const { oauth, signIn: ways } = CONNECTORS[connector];
      const way = ways.find(({ kind }) => kind === 'oauth');
      if (oauth === null || way === undefined) throw new MailpinError('input.invalid', { field: 'connector' });
      const [missing] = missingFields(way, values);
      if (missing !== undefined) throw new MailpinError('input.invalid', { field: missing });
      const url = whereOf(deps, order);
      if (url === null && way.isUrlTold !== true) throw new MailpinError('input.invalid', { field: 'url' });
      // A second one for the same CRM takes the place of the first: the browser was closed, or the page came to nothing.
      for (const other of waiting.values()) if (other.order.connector === connector) other.signIn.cancel();
      const signIn = await beginBrowserSignIn({ oauth, url, values, words, now: () => deps.clock.now() });
      const id: string = randomUUID();
      const signInId = id as SignInId;
      waiting.set(signInId, { order, signIn });
      if (signal.aborted) cancelAll();
      return { signInId, authorizeUrl: signIn.authorizeUrl };
    },
    async end(signInId) {
      const known = waiting.get(signInId);
      if (known === undefined) throw new MailpinError('cancelled');
      try {
        const { order, signIn } = known;
        const { credential, url } = await signIn.signedIn;
        if (order.crmId !== undefined) {
          await signInAgain(deps, order.crmId, () => credential);
          return order.crmId;
        }
        const account = namedAccount(deps, { ...order, url: url ?? undefined });
        if (account === null) throw new MailpinError('input.invalid', { field: 'url' });
        return await connectWith(deps, account, credential);
      } finally {
        waiting.delete(signInId);
      }
    },
    cancel: (signInId) => waiting.get(signInId)?.signIn.cancel(),
  };
}

/** Where the CRM is, as far as it is known before somebody signed in. */
function whereOf(deps: CrmDeps, order: BrowserSignInOrder): string | null {
  if (order.crmId !== undefined) return connectedCrm(deps, order.crmId).url;
  const account = namedAccount(deps, order);
  if (account !== null) refuseSecond(deps, account);
  return account?.url ?? null;
}
