import { command } from '../command.ts';
import { mailNameOf } from '../names.ts';

export const join = command({
  name: 'join',
  forms: ['MAIL --to MAIL', 'MAIL MAIL'],
  summary: 'cli.command.join',
  options: { to: { type: 'string' } },
  operands: [1, 2],
  async run({ engine, text, usage }, { options, operands: [mail = '', second] }) {
    const answers = options.to ?? second;
    if (answers === undefined) throw usage('cli.usage.join');
    const mailpin = await engine();
    const threadId = await mailpin.call('threads.join', { mail: mailNameOf(mail), answers: mailNameOf(answers) });
    const { summary } = await mailpin.call('threads.get', { threadId });
    return {
      document: { threadId, mailCount: summary.mailCount },
      lines: () => [text.format('cli.join.done', { subject: summary.subject, count: summary.mailCount, mail })],
    };
  },
});

export const part = command({
  name: 'part',
  forms: ['MAIL'],
  summary: 'cli.command.part',
  options: {},
  operands: [1, 1],
  async run({ engine, text }, { operands: [mail = ''] }) {
    const mailpin = await engine();
    const threadId = await mailpin.call('threads.part', { mail: mailNameOf(mail) });
    const { summary } = await mailpin.call('threads.get', { threadId });
    return {
      document: { threadId, mailCount: summary.mailCount },
      lines: () => [text.format('cli.part.done', { subject: summary.subject, count: summary.mailCount })],
    };
  },
});
