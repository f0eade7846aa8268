import type { ConnectorKind } from '../connector-kind.ts';
import { HUBSPOT_CAPABILITIES, hubspotCrm } from './hubspot-crm.ts';

/** One address for everybody; an administrator makes a service key, or has a private app's token. */
export const hubspotKind: ConnectorKind = {
  capabilities: HUBSPOT_CAPABILITIES,
  url: 'https://api.hubapi.com',
  signIn: [{ kind: 'token', fields: [{ name: 'token', isOptional: false }] }],
  oauth: null,
  open: ({ id, url }, access, pace) => hubspotCrm(id, url, access, pace),
};
