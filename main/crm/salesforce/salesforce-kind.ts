import type { ConnectorKind } from '../connector-kind.ts';
import { clientToken } from './client-token.ts';
import { SALESFORCE_CAPABILITIES, salesforceCrm } from './salesforce-crm.ts';

/** Every customer has a host, "My Domain". An app of the customer's own signs in, or an access token is given. */
export const salesforceKind: ConnectorKind = {
  capabilities: SALESFORCE_CAPABILITIES,
  url: null,
  signIn: [
    {
      kind: 'login',
      fields: [
        { name: 'client-id', isOptional: false },
        { name: 'client-secret', isOptional: false },
      ],
    },
    { kind: 'token', fields: [{ name: 'token', isOptional: false }] },
  ],
  oauth: null,
  open: ({ id, url }, { values, bearer }) =>
    salesforceCrm(id, url, values['client-id'] === undefined ? bearer : clientToken(url, values)),
};
