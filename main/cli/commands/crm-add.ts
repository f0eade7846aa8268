import { CONNECTOR_NAMES } from '../../../app/domain/crm-account.ts';
import { MailpinError } from '../../../app/errors.ts';
import { userWords } from '../../../resources/locales/crm-user-words.ts';
import { command } from '../command.ts';
import { signInInBrowser } from '../in-browser.ts';
import { oneOf } from '../option-values.ts';
import { askSignIn, SIGN_IN_FORM, SIGN_IN_OPTIONS } from '../sign-in-options.ts';

export const crmAdd = command({
  name: 'crm add',
  forms: [`${CONNECTOR_NAMES.join('|')} [--as NAME] [--url URL] ${SIGN_IN_FORM}`],
  summary: 'cli.command.crm-add',
  options: { as: { type: 'string' }, url: { type: 'string' }, ...SIGN_IN_OPTIONS },
  operands: [1, 1],
  async run(context, { options, operands: [typed = ''] }) {
    const { text } = context;
    const connector = oneOf(context, text.format('cli.crm.connector'), CONNECTOR_NAMES, typed);
    const engine = await context.engine();
    const { as: name, url } = options;
    const view = (await engine.call('crms.connectors', {})).find((one) => one.connector === connector);
    if (view === undefined) throw new MailpinError('input.unknown-crm', { crm: connector });
    const order = { connector, name, url, values: await askSignIn(context, view, options) };
    const crmId =
      options.browser === true
        ? await signInInBrowser(context, engine, order)
        : await engine.call('crms.connect', order);
    const crms = await engine.call('crms.list', {});
    const added = crms.find(({ id }) => id === crmId);
    return {
      document: added,
      lines: () => [text.format('cli.crm.added', { crm: crmId, ...userWords(added?.userName ?? null) })],
    };
  },
});
