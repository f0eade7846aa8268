import type { ConnectorKind } from '../connector-kind.ts';
import { TWENTY_CAPABILITIES, twentyCrm } from './twenty-crm.ts';

/** `https://api.twenty.com`, or a server of one's own; an administrator makes a key under Settings, API and webhooks. */
export const twentyKind: ConnectorKind = {
  capabilities: TWENTY_CAPABILITIES,
  url: null,
  signIn: [{ kind: 'token', fields: [{ name: 'token', isOptional: false }] }],
  oauth: null,
  open: ({ id, url }, access, pace) => twentyCrm(id, url, access, pace),
};
