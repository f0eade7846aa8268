import { REACHES } from '../../../app/domain/link.ts';
import { command } from '../command.ts';
import { decisionAnswer } from '../decision-answer.ts';
import { mailNameOf } from '../names.ts';
import { mailsAndCard } from '../mails-and-card.ts';
import { oneOf } from '../option-values.ts';

export const attach = command({
  name: 'attach',
  forms: ['MAIL... --card ID [--reach message|thread|person] [--person ADDRESS] [--from ID]', 'MAIL CARD'],
  summary: 'cli.command.attach',
  options: {
    card: { type: 'string' },
    reach: { type: 'string' },
    person: { type: 'string' },
    from: { type: 'string' },
  },
  operands: [1, 100_000],
  async run(context, { options, operands }) {
    const { mails, card } = mailsAndCard(context, operands, options.card);
    // Moving a mail splits its thread there, which is what `message` with `from` means; attaching means the whole thread.
    const usual = options.from === undefined ? 'thread' : 'message';
    const reach = oneOf(context, '--reach', REACHES, options.reach ?? usual);
    if (options.person !== undefined && reach !== 'person') throw context.usage('cli.usage.person-without-reach');
    const engine = await context.engine();
    const outcome = await engine.call('links.attach', {
      mails: mails.map(mailNameOf),
      cardId: card,
      reach,
      from: options.from,
      person: options.person,
    });
    return decisionAnswer(context, engine, outcome);
  },
});
