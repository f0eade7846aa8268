import type { AccountFacts, AccountState, MailboxFacts } from '../../app/contract/status-views.ts';
import type { SourceSettings } from '../../app/domain/account.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import { errorWords } from '../../resources/locales/error-words.ts';
import type { Text } from '../../resources/text.ts';
import { ageWords } from './time-words.ts';

/** "INBOX 268 of 268, Sent 337 of 337": what the mirror holds of what the server has. */
export function mailboxesWords(text: Text, mailboxes: readonly MailboxFacts[]): string {
  const facts = mailboxes
    .filter((mailbox) => mailbox.isMirrored)
    .map((mailbox) =>
      text.format(mailbox.serverCount === null ? 'cli.mailbox.unasked' : 'cli.mailbox.facts', {
        name: mailboxName(text, mailbox),
        mirrored: mailbox.mirroredCount,
        total: mailbox.serverCount ?? 0,
        failed: mailbox.failedCount,
        outside: mailbox.outsideCount,
      }),
    );
  return facts.length === 0 ? text.format('cli.mailbox.none') : facts.join(', ');
}

/** Inbox and Sent by their names in the user's language, others by their path. */
export function mailboxName(text: Text, mailbox: Pick<MailboxFacts, 'role' | 'path'>): string {
  if (mailbox.role === 'inbox') return text.format('cli.mailbox.inbox');
  if (mailbox.role === 'sent') return text.format('cli.mailbox.sent');
  return mailbox.path;
}

export function stateWords(text: Text, now: UnixMs, state: AccountState): string {
  switch (state.kind) {
    case 'never-synced':
    case 'connecting':
      return text.format(`cli.state.${state.kind}`);
    case 'mirroring':
      return mirroringWords(text, state);
    case 'paused':
      return text.format('cli.state.paused', { done: state.done, total: state.total });
    case 'up-to-date':
      return text.format('cli.state.up-to-date', { age: ageWords(text, now, state.at) });
    case 'watching':
      return text.format('cli.state.watching', { age: ageWords(text, now, state.since) });
    case 'disconnected':
    case 'deleting':
      return text.format(`cli.state.${state.kind}`, { age: ageWords(text, now, state.since) });
    case 'trouble':
      return text.format('cli.state.trouble', { what: errorWords(text.format, state.error).what });
  }
}

function mirroringWords(text: Text, { done, total, pace }: Extract<AccountState, { kind: 'mirroring' }>): string {
  if (pace === null) return text.format('cli.state.mirroring', { done, total });
  const minutes = Math.ceil(pace.secondsLeft / 60);
  return text.format('cli.state.mirroring-pace', { done, total, rate: Math.round(pace.mailsPerSecond), minutes });
}

export function sourceWords(settings: SourceSettings): string {
  if (settings.kind === 'imap') return `imap ${settings.host}:${settings.port} ${settings.security}`;
  return `${settings.kind} ${settings.path}`;
}

/** An account in two lines: what it is doing, what it holds. */
export function accountLines(text: Text, now: UnixMs, account: AccountFacts): string[] {
  const lastMail =
    account.lastMailAt === null
      ? []
      : [text.format('cli.account.last-mail', { age: ageWords(text, now, account.lastMailAt) })];
  return [
    `${account.address}  ${stateWords(text, now, account.state)}`,
    `  ${[mailboxesWords(text, account.mailboxes), ...lastMail].join(', ')}`,
  ];
}
