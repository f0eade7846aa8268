import type { CrmId } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { userWords } from '../../../resources/locales/crm-user-words.ts';
import { command } from '../command.ts';
import { signInInBrowser } from '../in-browser.ts';
import { askSignIn, SIGN_IN_FORM, SIGN_IN_OPTIONS } from '../sign-in-options.ts';

/** `crm sign-in`: another token for a CRM that is connected; its cards and what it is owed stay. */
export const crmSignIn = command({
  name: 'crm sign-in',
  forms: [`NAME ${SIGN_IN_FORM}`],
  summary: 'cli.command.crm-sign-in',
  options: SIGN_IN_OPTIONS,
  operands: [1, 1],
  async run(context, { options, operands: [typed = ''] }) {
    const { text } = context;
    const engine = await context.engine();
    const crmId = typed as CrmId;
    const crm = (await engine.call('crms.list', {})).find(({ id }) => id === crmId);
    const view = (await engine.call('crms.connectors', {})).find(({ connector }) => connector === crm?.connector);
    if (view === undefined) throw new MailpinError('input.unknown-crm', { crm: crmId });
    const values = await askSignIn(context, view, options);
    if (options.browser === true) {
      await signInInBrowser(context, engine, { connector: view.connector, crmId, values });
    } else await engine.call('crms.sign-in', { crmId, values });
    const { user } = await engine.call('crms.check', { crmId });
    return {
      document: { crmId, user },
      lines: () => [text.format('cli.crm.checked', { crm: crmId, ...userWords(user) })],
    };
  },
});
