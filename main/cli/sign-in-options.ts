/** What `crm add` and `crm sign-in` ask for, from the command line and from standard input. */
import type { ConnectorView } from '../../app/contract/crm-views.ts';
import {
  isSecretField,
  missingFields,
  type SignInField,
  type SignInValues,
  type SignInWay,
} from '../../app/domain/sign-in.ts';
import type { Context } from './command.ts';
import { askSecret, readSecret } from './read-secret.ts';

export const SIGN_IN_OPTIONS = {
  login: { type: 'string' },
  database: { type: 'string' },
  'client-id': { type: 'string' },
  browser: { type: 'boolean' },
  'token-stdin': { type: 'boolean' },
} as const;
export const SIGN_IN_FORM = '[--browser] [--login LOGIN] [--database DATABASE] [--client-id ID] [--token-stdin]';

interface Typed {
  readonly login?: string;
  readonly database?: string;
  readonly 'client-id'?: string;
  readonly browser?: boolean;
  readonly 'token-stdin'?: boolean;
}

/** All that signs in, with its secret. Throws input.usage where there is nobody to ask. */
export async function askSignIn(
  context: Context,
  { connector, signIn: ways }: ConnectorView,
  typed: Typed,
): Promise<SignInValues> {
  const { host, text } = context;
  const {
    login,
    database,
    'client-id': clientId,
    browser: isInBrowser = false,
    'token-stdin': isPiped = false,
  } = typed;
  const given: SignInValues = {
    ...(login !== undefined && { login }),
    ...(database !== undefined && { database }),
    ...(clientId !== undefined && { 'client-id': clientId }),
  };
  const offered = ways.filter(({ kind }) => (kind === 'oauth') === isInBrowser);
  if (offered.length === 0) throw context.usage('cli.usage.no-browser', { connector });
  const way = offered.find(({ fields }) => isMeant(fields, given)) ?? offered[0];
  const secretField = way?.fields.find((field) => isSecretField(field.name) && !field.isOptional)?.name;
  if (way === undefined || (isInBrowser && secretField === undefined)) return known(context, way, given);
  if (!isPiped && host.stdin.isTTY !== true) throw context.usage('cli.usage.token-stdin');
  const secret = isPiped
    ? await readSecret(host)
    : await askSecret(host, text.format('cli.crm.ask-token', { connector }));
  return known(context, way, { ...given, [secretField ?? 'token']: secret });
}

function known(context: Context, way: SignInWay | undefined, values: SignInValues): SignInValues {
  const missing = way === undefined ? [] : missingFields(way, values);
  if (missing.includes('client-id')) throw context.usage('cli.usage.client-id', { address: way?.redirectUri ?? '' });
  return values;
}

/** Whether a way asks for just what was given on the command line, apart from its secret. */
function isMeant(fields: SignInWay['fields'], given: SignInValues): boolean {
  const isAsked = (name: string): boolean => fields.some((field) => field.name === name);
  const isGiven = (name: SignInField): boolean => given[name] !== undefined;
  return (
    Object.keys(given).every((name) => isAsked(name)) &&
    fields.every(({ name, isOptional }) => isOptional || isSecretField(name) || isGiven(name))
  );
}
