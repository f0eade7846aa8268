import { CONNECTOR_NAMES } from '../../../app/domain/crm-account.ts';
import { isSecretField, type SignInField, type SignInValues, type SignInWay } from '../../../app/domain/sign-in.ts';
import { command } from '../command.ts';
import { oneOf } from '../option-values.ts';
import { askSecret, readSecret } from '../read-secret.ts';

export const crmAdd = command({
  name: 'crm add',
  forms: [
    `${CONNECTOR_NAMES.join('|')} [--as NAME] [--url URL] [--login LOGIN] [--database DATABASE] [--client-id ID] [--token-stdin]`,
  ],
  summary: 'cli.command.crm-add',
  options: {
    as: { type: 'string' },
    url: { type: 'string' },
    login: { type: 'string' },
    database: { type: 'string' },
    'client-id': { type: 'string' },
    'token-stdin': { type: 'boolean' },
  },
  operands: [1, 1],
  async run(context, { options, operands: [typed = ''] }) {
    const { host, text } = context;
    const connector = oneOf(context, text.format('cli.crm.connector'), CONNECTOR_NAMES, typed);
    const isPiped = options['token-stdin'] === true;
    if (!isPiped && host.stdin.isTTY !== true) throw context.usage('cli.usage.token-stdin');
    const engine = await context.engine();
    const { as: name, url, login, database, 'client-id': clientId } = options;
    const given: SignInValues = {
      ...(login !== undefined && { login }),
      ...(database !== undefined && { database }),
      ...(clientId !== undefined && { 'client-id': clientId }),
    };
    const asked = await engine.call('crms.connectors', {});
    const way = asked
      .find((one) => one.connector === typed)
      ?.signIn.find(({ kind, fields }) => kind !== 'oauth' && isMeant(fields, given));
    const secretField = way?.fields.find((field) => isSecretField(field.name) && !field.isOptional)?.name ?? 'token';
    const secret = isPiped
      ? await readSecret(host)
      : await askSecret(host, text.format('cli.crm.ask-token', { connector }));
    const values = { ...given, [secretField]: secret };
    const crmId = await engine.call('crms.connect', { connector, name, url, values });
    const crms = await engine.call('crms.list', {});
    const added = crms.find(({ id }) => id === crmId);
    return {
      document: added,
      lines: () => [text.format('cli.crm.added', { crm: crmId, user: added?.userName ?? '' })],
    };
  },
});

/** Whether a way asks for just what was given on the command line, apart from its secret. */
function isMeant(fields: SignInWay['fields'], given: SignInValues): boolean {
  const isAsked = (name: string): boolean => fields.some((field) => field.name === name);
  const isGiven = (name: SignInField): boolean => given[name] !== undefined;
  return (
    Object.keys(given).every((name) => isAsked(name)) &&
    fields.every(({ name, isOptional }) => isOptional || isSecretField(name) || isGiven(name))
  );
}
