import type { ConnectorName, CrmAccount } from '../../app/domain/crm-account.ts';
import type { CrmCapabilities } from '../../app/domain/crm-capabilities.ts';
import type { CrmConnector } from '../../app/ports.ts';
import { BUILTIN_CAPABILITIES } from './builtin/builtin-crm.ts';
import { SELL_CAPABILITIES, SELL_URL, sellCrm } from './sell/sell-crm.ts';

/** How a CRM elsewhere is spoken with. */
export interface ConnectorKind {
  readonly capabilities: CrmCapabilities;
  /** Where it is for everybody; null when every customer has an address of their own. */
  readonly url: string | null;
  readonly open: (account: CrmAccount, token: string) => CrmConnector;
}

/** Every connector to a CRM elsewhere. */
export const CONNECTORS: Readonly<Record<ConnectorName, ConnectorKind>> = {
  sell: { capabilities: SELL_CAPABILITIES, url: SELL_URL, open: ({ id, url }, token) => sellCrm(id, url, token) },
};

/** What a CRM can do, the one inside Mailpin too. */
export function capabilitiesOf(name: ConnectorName | 'builtin'): CrmCapabilities {
  return name === 'builtin' ? BUILTIN_CAPABILITIES : CONNECTORS[name].capabilities;
}
