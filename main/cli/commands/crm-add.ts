import { CONNECTOR_NAMES } from '../../../app/domain/crm-account.ts';
import { command } from '../command.ts';
import { oneOf } from '../option-values.ts';
import { askSecret, readSecret } from '../read-secret.ts';

export const crmAdd = command({
  name: 'crm add',
  forms: [`${CONNECTOR_NAMES.join('|')} [--as NAME] [--url URL] [--token-stdin]`],
  summary: 'cli.command.crm-add',
  options: { as: { type: 'string' }, url: { type: 'string' }, 'token-stdin': { type: 'boolean' } },
  operands: [1, 1],
  async run(context, { options, operands: [typed = ''] }) {
    const { host, text } = context;
    const connector = oneOf(context, text.format('cli.crm.connector'), CONNECTOR_NAMES, typed);
    const isPiped = options['token-stdin'] === true;
    if (!isPiped && host.stdin.isTTY !== true) throw context.usage('cli.usage.token-stdin');
    const token = isPiped
      ? await readSecret(host)
      : await askSecret(host, text.format('cli.crm.ask-token', { connector }));
    const engine = await context.engine();
    const { as: name, url } = options;
    const crmId = await engine.call('crms.connect', { connector, name, url, token });
    const crms = await engine.call('crms.list', {});
    const added = crms.find(({ id }) => id === crmId);
    return {
      document: added,
      lines: () => [text.format('cli.crm.added', { crm: crmId, user: added?.userName ?? '' })],
    };
  },
});
