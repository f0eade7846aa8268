import type { ConnectorView } from '../../app/contract/crm-views.ts';
import { CONNECTOR_NAMES, type ConnectorName } from '../../app/domain/crm-account.ts';
import { BUILTIN_CAPABILITIES, type CrmCapabilities } from '../../app/domain/crm-capabilities.ts';
import type { ConnectorKind } from './connector-kind.ts';
import { espoKind } from './espocrm/espo-kind.ts';
import { hubspotKind } from './hubspot/hubspot-kind.ts';
import { odooKind } from './odoo/odoo-kind.ts';
import { pipedriveKind } from './pipedrive/pipedrive-kind.ts';
import { salesforceKind } from './salesforce/salesforce-kind.ts';
import { sellKind } from './sell/sell-kind.ts';
import { twentyKind } from './twenty/twenty-kind.ts';

/** Every connector to a CRM elsewhere. */
export const CONNECTORS: Readonly<Record<ConnectorName, ConnectorKind>> = {
  hubspot: hubspotKind,
  pipedrive: pipedriveKind,
  sell: sellKind,
  espocrm: espoKind,
  odoo: odooKind,
  twenty: twentyKind,
  salesforce: salesforceKind,
};

export function connectorViews(): readonly ConnectorView[] {
  return CONNECTOR_NAMES.map((connector) => {
    const { url, signIn, capabilities } = CONNECTORS[connector];
    return { connector, url, signIn, capabilities };
  });
}

/** What a CRM can do, the one inside Mailpin too. */
export function capabilitiesOf(name: ConnectorName | 'builtin'): CrmCapabilities {
  return name === 'builtin' ? BUILTIN_CAPABILITIES : CONNECTORS[name].capabilities;
}
