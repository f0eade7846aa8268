import type { Credential } from '../../app/domain/sign-in.ts';
import { accessOf } from '../crm/access.ts';
import { CONNECTORS } from '../crm/connectors.ts';
import { credentialText } from '../crm/credential-text.ts';
import type { MailDeps } from '../services/deps.ts';
import { connectCrm, signInAgain, typedCredential, type CrmDeps } from '../services/connect-crm.ts';
import { disconnectCrm } from '../services/disconnect-crm.ts';
import { readCrm } from '../services/read-crm.ts';
import { browserSignIns } from './browser-sign-ins.ts';
import type { CommandHandlers } from './handler-map.ts';
import type { Crms } from './crms.ts';
import type { Drainers } from './drainers.ts';

export interface CrmParts {
  readonly deps: MailDeps;
  readonly crms: Crms;
  readonly drainer: Pick<Drainers, 'wake'>;
  /** Aborted when the engine stops. */
  readonly signal: AbortSignal;
}

type CrmCommand = Extract<keyof CommandHandlers, `crms.${string}` | `sign-ins.${string}`>;

/** Commands on connected CRMs. */
export function crmHandlers({ deps: mailDeps, crms, drainer, signal }: CrmParts): Pick<CommandHandlers, CrmCommand> {
  const deps: CrmDeps = {
    ...mailDeps,
    openCrm(account, credential, renewed) {
      const kind = CONNECTORS[account.connector];
      let kept = credential;
      const save = (next: Credential): Promise<void> => {
        kept = next;
        renewed(next);
        return Promise.resolve();
      };
      return kind.open(account, accessOf(credential, kind.oauth, { load: () => Promise.resolve(kept), save }));
    },
    waysOf: (connector) => CONNECTORS[connector].signIn,
    credentialText,
    publicUrl: (connector) => CONNECTORS[connector].url,
  };
  const signIns = browserSignIns(deps, signal);
  return {
    async 'crms.connect'(order) {
      const crmId = await connectCrm(deps, order);
      drainer.wake();
      return crmId;
    },
    async 'crms.sign-in'({ crmId, values }) {
      const answer = await signInAgain(deps, crmId, ({ connector }) => typedCredential(deps.waysOf(connector), values));
      drainer.wake();
      return answer;
    },
    'sign-ins.begin': (order) => signIns.begin(order),
    async 'sign-ins.end'({ signInId }) {
      const crmId = await signIns.end(signInId);
      drainer.wake();
      return crmId;
    },
    'sign-ins.cancel'({ signInId }) {
      signIns.cancel(signInId);
      return null;
    },
    'crms.check': ({ crmId }) => crms.named(crmId).check(),
    async 'crms.load'({ crmId }) {
      const cardCount = await readCrm(deps, crms.named(crmId));
      drainer.wake();
      return { cardCount };
    },
    async 'crms.disconnect'({ crmId }) {
      await disconnectCrm(deps, crmId);
      return null;
    },
  };
}
