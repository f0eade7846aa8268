import type { SignInKind, SignInValues } from '../../../app/domain/sign-in.ts';
import type { ConnectorKind } from '../connector-kind.ts';
import type { EspoAuth } from './espo-auth.ts';
import { ESPOCRM_CAPABILITIES, espoCrm } from './espo-crm.ts';

/** Every customer has a server; an administrator makes an API user there, or somebody uses a login of their own. */
export const espoKind: ConnectorKind = {
  capabilities: ESPOCRM_CAPABILITIES,
  url: null,
  signIn: [
    { kind: 'token', fields: [{ name: 'token', isOptional: false }] },
    {
      kind: 'token',
      fields: [
        { name: 'key', isOptional: false },
        { name: 'secret', isOptional: false },
      ],
    },
    {
      kind: 'login',
      fields: [
        { name: 'login', isOptional: false },
        { name: 'secret', isOptional: false },
      ],
    },
  ],
  oauth: null,
  open: ({ id, url }, { kind, values }, pace) => espoCrm(id, url, authOf(kind, values), pace),
};

/** A key and its secret may also come as one text with a colon between them; neither has one inside. */
function authOf(kind: SignInKind, { token = '', key = '', login = '', secret = '' }: SignInValues): EspoAuth {
  if (kind === 'login') return { kind: 'person', userName: login, password: secret };
  const [apiKey = '', signingSecret = ''] = key === '' ? token.split(':') : [key, secret];
  return signingSecret === '' ? { kind: 'key', apiKey } : { kind: 'signed', apiKey, secret: signingSecret };
}
