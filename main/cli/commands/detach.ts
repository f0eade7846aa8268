import { REACHES } from '../../../app/domain/link.ts';
import { command } from '../command.ts';
import { decisionAnswer } from '../decision-answer.ts';
import { mailNameOf } from '../names.ts';
import { mailsAndCard } from '../mails-and-card.ts';
import { oneOf } from '../option-values.ts';

export const detach = command({
  name: 'detach',
  forms: ['MAIL... --card ID --reach message|thread|person [--person ADDRESS]', 'MAIL CARD --reach ...'],
  summary: 'cli.command.detach',
  options: { card: { type: 'string' }, reach: { type: 'string' }, person: { type: 'string' } },
  operands: [1, 100_000],
  async run(context, { options, operands }) {
    const { mails, card } = mailsAndCard(context, operands, options.card);
    // A detach is remembered, so its reach is chosen and never assumed (rules 6.2).
    if (options.reach === undefined) throw context.usage('cli.usage.reach-missing');
    const reach = oneOf(context, '--reach', REACHES, options.reach);
    if (options.person !== undefined && reach !== 'person') throw context.usage('cli.usage.person-without-reach');
    const engine = await context.engine();
    const outcome = await engine.call('links.detach', {
      mails: mails.map(mailNameOf),
      cardId: card,
      reach,
      person: options.person,
    });
    return decisionAnswer(context, engine, outcome);
  },
});
