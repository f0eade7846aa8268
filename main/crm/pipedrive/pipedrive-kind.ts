import { z } from 'zod';
import type { ConnectorKind } from '../connector-kind.ts';
import { crmAddress } from '../oauth/crm-address.ts';
import { ownApp } from '../oauth/own-app.ts';
import { vendorServer } from '../oauth/vendor-server.ts';
import { PIPEDRIVE_CAPABILITIES, pipedriveCrm } from './pipedrive-crm.ts';

/** Where the interface of the company is whose user signed in. */
const companyAddress = z.object({ api_domain: crmAddress });

/** Each company has an address of its own, `https://company.pipedrive.com`; each user a token, under personal preferences. An app's scopes are chosen where it is made. */
export const pipedriveKind: ConnectorKind = {
  capabilities: PIPEDRIVE_CAPABILITIES,
  url: null,
  signIn: [
    { kind: 'token', fields: [{ name: 'token', isOptional: false }] },
    { ...ownApp(), isUrlTold: true },
  ],
  oauth: {
    proof: 'basic',
    isRedirectRegistered: true,
    server: vendorServer(
      {
        authorizeUrl: 'https://oauth.pipedrive.com/oauth/authorize',
        tokenUrl: 'https://oauth.pipedrive.com/oauth/token',
        scopes: [],
      },
      (hostname) => /(?:^|\.)pipedrive\.com$/i.test(hostname),
    ),
    baseUrlOf: (answer) => companyAddress.safeParse(answer).data?.api_domain ?? null,
  },
  open: ({ id, url }, access, pace) => pipedriveCrm(id, url, access, pace),
};
