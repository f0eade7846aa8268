import type { ConnectorKind } from '../connector-kind.ts';
import { PIPEDRIVE_CAPABILITIES, pipedriveCrm } from './pipedrive-crm.ts';

/** Each company has an address of its own, `https://company.pipedrive.com`; each user a token, under personal preferences. */
export const pipedriveKind: ConnectorKind = {
  capabilities: PIPEDRIVE_CAPABILITIES,
  url: null,
  signIn: [{ kind: 'token', fields: [{ name: 'token', isOptional: false }] }],
  oauth: null,
  open: ({ id, url }, access, pace) => pipedriveCrm(id, url, access, pace),
};
