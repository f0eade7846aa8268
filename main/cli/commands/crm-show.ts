import type { CrmView } from '../../../app/contract/crm-views.ts';
import { MailpinError } from '../../../app/errors.ts';
import { capabilityWords } from '../../../resources/locales/capability-words.ts';
import { errorWords } from '../../../resources/locales/error-words.ts';
import type { Text } from '../../../resources/text.ts';
import { command } from '../command.ts';
import { momentWords } from '../time-words.ts';

/** `crm show`: what a CRM can do, in words, and how it stands with it. */
export const crmShow = command({
  name: 'crm show',
  forms: ['NAME'],
  summary: 'cli.command.crm-show',
  options: {},
  operands: [1, 1],
  async run(context, { operands: [typed = ''] }) {
    const { text } = context;
    const crms = await (await context.engine()).call('crms.list', {});
    const crm = crms.find(({ id }) => id === typed);
    if (crm === undefined) throw new MailpinError('input.unknown-crm', { crm: typed });
    return { document: crm, lines: () => [...standing(text, crm), ...capabilityWords(text.format, crm.capabilities)] };
  },
});

function standing(text: Text, { id, url, userName, outbox, hold, trouble }: CrmView): readonly string[] {
  const place = url ?? text.format('cli.crm.inside');
  return [
    text.format(userName === null ? 'cli.crm.at' : 'cli.crm.at-as', { crm: id, place, user: userName ?? '' }),
    text.format('cli.crm.outbox', { ...outbox }),
    ...(hold === null ? [] : [holdWords(text, hold)]),
    ...(trouble === null ? [] : [errorWords(text.format, trouble).what]),
  ];
}

/** "Slow down" and "the budget is gone", with the time at which it goes on. */
export function holdWords(text: Text, { because, until }: NonNullable<CrmView['hold']>): string {
  const { what } = errorWords(text.format, { code: because, details: {} });
  return `${what} ${text.format('cli.crm.goes-on', { when: momentWords(text, until) })}`;
}
