import type { ConnectorKind } from '../connector-kind.ts';
import { SELL_CAPABILITIES, SELL_URL, sellCrm } from './sell-crm.ts';

/** One address for everybody; an administrator makes a personal access token that does not end. */
export const sellKind: ConnectorKind = {
  capabilities: SELL_CAPABILITIES,
  url: SELL_URL,
  signIn: [{ kind: 'token', fields: [{ name: 'token', isOptional: false }] }],
  oauth: null,
  open: ({ id, url }, { values }) => sellCrm(id, url, values.token ?? ''),
};
