import type { ConnectorKind } from '../connector-kind.ts';
import { ownApp } from '../oauth/own-app.ts';
import { vendorServer } from '../oauth/vendor-server.ts';
import { NEEDED_SCOPES } from './check.ts';
import { HUBSPOT_CAPABILITIES, hubspotCrm } from './hubspot-crm.ts';

/** What is needed, and what else is used where the account has it. Source: HubSpot's scope reference. */
const SCOPES = [
  'oauth',
  ...NEEDED_SCOPES,
  'crm.objects.leads.read',
  'crm.objects.leads.write',
  'crm.objects.owners.read',
  'files',
];

/** One address for everybody; an administrator makes a service key, has a private app's token, or makes an app to sign in with. */
export const hubspotKind: ConnectorKind = {
  capabilities: HUBSPOT_CAPABILITIES,
  url: 'https://api.hubapi.com',
  signIn: [{ kind: 'token', fields: [{ name: 'token', isOptional: false }] }, ownApp()],
  oauth: {
    proof: 'body',
    isRedirectRegistered: true,
    server: vendorServer(
      {
        authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
        tokenUrl: 'https://api.hubapi.com/oauth/2026-03/token',
        scopes: SCOPES,
      },
      (hostname) => hostname === 'api.hubapi.com',
    ),
  },
  open: ({ id, url }, access, pace) => hubspotCrm(id, url, access, pace),
};
