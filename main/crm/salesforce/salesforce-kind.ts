import { z } from 'zod';
import type { ConnectorKind } from '../connector-kind.ts';
import { crmAddress } from '../oauth/crm-address.ts';
import { REGISTERED_REDIRECT } from '../oauth/loopback.ts';
import { vendorServer } from '../oauth/vendor-server.ts';
import { clientToken } from './client-token.ts';
import { SALESFORCE_CAPABILITIES, salesforceCrm } from './salesforce-crm.ts';

/** Where the organization is whose user signed in. */
const instance = z.object({ instance_url: crmAddress });

/** Every customer has a host, "My Domain". An app of the customer's own signs in, or an access token is given. */
export const salesforceKind: ConnectorKind = {
  capabilities: SALESFORCE_CAPABILITIES,
  url: null,
  signIn: [
    {
      kind: 'oauth',
      fields: [{ name: 'client-id', isOptional: false }],
      isUrlTold: true,
      redirectUri: REGISTERED_REDIRECT,
    },
    {
      kind: 'login',
      fields: [
        { name: 'client-id', isOptional: false },
        { name: 'client-secret', isOptional: false },
      ],
    },
    { kind: 'token', fields: [{ name: 'token', isOptional: false }] },
  ],
  oauth: {
    // A public client must send no secret.
    proof: 'none',
    isRedirectRegistered: true,
    server: vendorServer(
      {
        authorizeUrl: 'https://login.salesforce.com/services/oauth2/authorize',
        tokenUrl: 'https://login.salesforce.com/services/oauth2/token',
        scopes: ['api', 'refresh_token'],
      },
      () => false,
    ),
    baseUrlOf: (answer) => instance.safeParse(answer).data?.instance_url ?? null,
  },
  open: ({ id, url }, access, pace) =>
    salesforceCrm(id, url, access.kind === 'login' ? { bearer: clientToken(url, access.values) } : access, pace),
};
