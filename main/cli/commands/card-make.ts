import { command, type Context } from '../command.ts';

/** A card of somebody who has none; what is not said is proposed. */
async function make(
  { engine, text }: Pick<Context, 'engine' | 'text'>,
  kind: 'lead' | 'contact',
  address: string,
  more: {
    readonly name?: string | undefined;
    readonly company?: string | null;
    readonly companyName?: string | undefined;
  },
) {
  const mailpin = await engine();
  const made = await mailpin.call('cards.make', { kind, address, ...more });
  const { card } = await mailpin.call('cards.get', { cardId: made.cardId });
  return {
    document: { ...made, card },
    lines: () => [
      text.format('cli.card.made', {
        kind,
        name: card.name,
        id: card.id,
        company: card.companyName ?? '',
        has: card.companyName === null ? 'none' : 'company',
      }),
      ...(made.relinkedMails > 0 ? [text.format('cli.import.relinked', { count: made.relinkedMails })] : []),
      text.format('cli.rules.undo', { action: made.actionId }),
    ],
  };
}

export const cardMakeLead = command({
  name: 'card make-lead',
  forms: ['ADDRESS [--name NAME]'],
  summary: 'cli.command.card-make-lead',
  options: { name: { type: 'string' } },
  operands: [1, 1],
  run: (context, { options, operands: [address = ''] }) => make(context, 'lead', address, { name: options.name }),
});

export const cardMakeContact = command({
  name: 'card make-contact',
  forms: ['ADDRESS [--name NAME] [--company ID | --new-company NAME | --no-company]'],
  summary: 'cli.command.card-make-contact',
  options: {
    name: { type: 'string' },
    company: { type: 'string' },
    'new-company': { type: 'string' },
    'no-company': { type: 'boolean' },
  },
  operands: [1, 1],
  run: (context, { options, operands: [address = ''] }) =>
    make(context, 'contact', address, {
      name: options.name,
      companyName: options['new-company'],
      ...(options['no-company'] === true ? { company: null } : {}),
      ...(options.company === undefined ? {} : { company: options.company }),
    }),
});
