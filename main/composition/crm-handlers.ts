import { accessOf } from '../crm/access.ts';
import { CONNECTORS } from '../crm/connectors.ts';
import { credentialText } from '../crm/credential-text.ts';
import type { MailDeps } from '../services/deps.ts';
import { connectCrm, type CrmDeps } from '../services/connect-crm.ts';
import { disconnectCrm } from '../services/disconnect-crm.ts';
import { readCrm } from '../services/read-crm.ts';
import type { CommandHandlers } from './handler-map.ts';
import type { Crms } from './crms.ts';
import type { Drainers } from './drainers.ts';

export interface CrmParts {
  readonly deps: MailDeps;
  readonly crms: Crms;
  readonly drainer: Pick<Drainers, 'wake'>;
}

type CrmCommand = Extract<keyof CommandHandlers, `crms.${string}`>;

/** Commands on connected CRMs. */
export function crmHandlers({ deps: mailDeps, crms, drainer }: CrmParts): Pick<CommandHandlers, CrmCommand> {
  const deps: CrmDeps = {
    ...mailDeps,
    openCrm(account, credential) {
      const kind = CONNECTORS[account.connector];
      const kept = { load: () => Promise.resolve(credential), save: () => Promise.resolve() };
      return kind.open(account, accessOf(credential, kind.oauth, kept));
    },
    waysOf: (connector) => CONNECTORS[connector].signIn,
    credentialText,
    publicUrl: (connector) => CONNECTORS[connector].url,
  };
  return {
    async 'crms.connect'(order) {
      const crmId = await connectCrm(deps, order);
      drainer.wake();
      return crmId;
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
