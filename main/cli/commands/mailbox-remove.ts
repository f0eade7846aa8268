import { chooseFromCommandLine, MAILBOX_CHOICE } from '../mailbox-choice.ts';
import { command } from '../command.ts';

export const mailboxRemove = command({
  ...MAILBOX_CHOICE,
  name: 'mailbox remove',
  summary: 'cli.command.mailbox-remove',
  run: (context, given) => chooseFromCommandLine(context, given, false),
});
