import type { CrmId } from '../../../app/domain/ids.ts';
import { command } from '../command.ts';

export const crmCheck = command({
  name: 'crm check',
  forms: ['NAME'],
  summary: 'cli.command.crm-check',
  options: {},
  operands: [1, 1],
  async run(context, { operands: [typed = ''] }) {
    const crmId = typed as CrmId;
    const { user } = await (await context.engine()).call('crms.check', { crmId });
    return { document: { crmId, user }, lines: () => [context.text.format('cli.crm.checked', { crm: crmId, user })] };
  },
});

export const crmLoad = command({
  name: 'crm load',
  forms: ['NAME'],
  summary: 'cli.command.crm-load',
  options: {},
  operands: [1, 1],
  async run(context, { operands: [typed = ''] }) {
    const crmId = typed as CrmId;
    const { cardCount } = await (await context.engine()).call('crms.load', { crmId });
    return {
      document: { crmId, cardCount },
      lines: () => [context.text.format('cli.crm.loaded', { crm: crmId, count: cardCount })],
    };
  },
});

export const crmDisconnect = command({
  name: 'crm disconnect',
  forms: ['NAME'],
  summary: 'cli.command.crm-disconnect',
  options: {},
  operands: [1, 1],
  async run(context, { operands: [typed = ''] }) {
    const crmId = typed as CrmId;
    await (await context.engine()).call('crms.disconnect', { crmId });
    return { document: { crmId }, lines: () => [context.text.format('cli.crm.is-disconnected', { crm: crmId })] };
  },
});
