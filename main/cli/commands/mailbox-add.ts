import { chooseFromCommandLine, MAILBOX_CHOICE } from '../mailbox-choice.ts';
import { command } from '../command.ts';

export const mailboxAdd = command({
  ...MAILBOX_CHOICE,
  name: 'mailbox add',
  summary: 'cli.command.mailbox-add',
  run: (context, given) => chooseFromCommandLine(context, given, true),
});
