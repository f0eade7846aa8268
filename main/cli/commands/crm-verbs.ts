import type { CrmId } from '../../../app/domain/ids.ts';
import { userWords } from '../../../resources/locales/crm-user-words.ts';
import { command } from '../command.ts';
import { progressOn } from '../progress.ts';

export const crmCheck = command({
  name: 'crm check',
  forms: ['NAME'],
  summary: 'cli.command.crm-check',
  options: {},
  operands: [1, 1],
  async run(context, { operands: [typed = ''] }) {
    const crmId = typed as CrmId;
    const { user } = await (await context.engine()).call('crms.check', { crmId });
    return {
      document: { crmId, user },
      lines: () => [context.text.format('cli.crm.checked', { crm: crmId, ...userWords(user) })],
    };
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
    const { host, out, text } = context;
    const engine = await context.engine();
    const progress = progressOn(host.stderr, out.isJson, () => host.now());
    const stop = engine.on('crm.progress', ({ crmId: crm, done, total, isOver }) => {
      if (crm === crmId && !isOver) progress.show(text.format('cli.crm.progress', { crm, done, total: total ?? 0 }));
    });
    const { cardCount } = await engine.call('crms.load', { crmId }).finally(() => {
      stop();
      progress.clear();
    });
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
