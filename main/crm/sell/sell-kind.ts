import type { ConnectorKind } from '../connector-kind.ts';
import { ownApp } from '../oauth/own-app.ts';
import { vendorServer } from '../oauth/vendor-server.ts';
import { SELL_CAPABILITIES, SELL_URL, sellCrm } from './sell-crm.ts';

/** One address for everybody; an administrator makes a personal access token that does not end, or an app to sign in with. */
export const sellKind: ConnectorKind = {
  capabilities: SELL_CAPABILITIES,
  url: SELL_URL,
  signIn: [{ kind: 'token', fields: [{ name: 'token', isOptional: false }] }, ownApp()],
  oauth: {
    proof: 'basic',
    isRedirectRegistered: true,
    server: vendorServer(
      {
        authorizeUrl: `${SELL_URL}/oauth2/authorize`,
        tokenUrl: `${SELL_URL}/oauth2/token`,
        scopes: ['read', 'write', 'profile', 'sync'],
      },
      (hostname) => hostname === new URL(SELL_URL).hostname,
    ),
  },
  open: ({ id, url }, access, pace) => sellCrm(id, url, access, pace),
};
