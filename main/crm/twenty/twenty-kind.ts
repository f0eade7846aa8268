import type { ConnectorKind } from '../connector-kind.ts';
import { discoveredServer } from '../oauth/discovered-server.ts';
import { TWENTY_CAPABILITIES, twentyCrm } from './twenty-crm.ts';

/** `https://api.twenty.com`, or a server of one's own; one signs in there, or has a key that an administrator made (Settings, API and webhooks). */
export const twentyKind: ConnectorKind = {
  capabilities: TWENTY_CAPABILITIES,
  url: null,
  signIn: [
    { kind: 'oauth', fields: [] },
    { kind: 'token', fields: [{ name: 'token', isOptional: false }] },
  ],
  oauth: {
    proof: 'none',
    isRedirectRegistered: false,
    server: discoveredServer(['api', 'profile']),
  },
  open: ({ id, url }, access, pace) => twentyCrm(id, url, access, pace),
};
