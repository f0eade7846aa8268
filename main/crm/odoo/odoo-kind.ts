import type { ConnectorKind } from '../connector-kind.ts';
import { ODOO_CAPABILITIES, odooCrm } from './odoo-crm.ts';

/** Every customer has a server or a host at odoo.com. From version 19 on a key is enough; before, it goes with the login. */
export const odooKind: ConnectorKind = {
  capabilities: ODOO_CAPABILITIES,
  url: null,
  signIn: [
    {
      kind: 'login',
      fields: [
        { name: 'login', isOptional: false },
        { name: 'key', isOptional: false },
        { name: 'database', isOptional: true },
      ],
    },
    {
      kind: 'token',
      fields: [
        { name: 'token', isOptional: false },
        { name: 'database', isOptional: true },
      ],
    },
  ],
  oauth: null,
  open: ({ id, url }, { values }, pace) => {
    const key = values.key ?? values.token ?? '';
    return odooCrm(id, url, { key, login: filled(values.login), database: filled(values.database) }, pace);
  },
};

function filled(text: string | undefined): string | null {
  return text === undefined || text.trim() === '' ? null : text.trim();
}
