import type { AccountFacts, AccountState, MailboxFacts, StatusFacts } from '../../app/contract/status-views.ts';
import type { UnixMs } from '../../app/domain/ids.ts';
import { errorWords } from '../../resources/locales/error-words.ts';
import type { Text } from '../../resources/text.ts';
import type { MenuItemConstructorOptions } from './surface.ts';

/** What the tray shows. */
export interface TrayFace {
  /** Null while the engine does not answer. */
  readonly status: StatusFacts | null;
  /** Null while mail is being read. */
  readonly pausedUntil: UnixMs | null;
}

export interface TrayActions {
  readonly open: () => void;
  readonly openNeedsYou: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly quit: () => void;
}

/** The tray's menu: every account with its facts, what needs the user, and the few things to do from here. */
export function trayMenu(
  { status, pausedUntil }: TrayFace,
  text: Text,
  actions: TrayActions,
): MenuItemConstructorOptions[] {
  const accounts = status?.accounts ?? [];
  const questionCount = status?.questionCount ?? 0;
  return [
    { label: text.format('shell.tray.open'), click: actions.open },
    ...(questionCount > 0
      ? [{ label: text.format('shell.tray.needs-you-item', { count: questionCount }), click: actions.openNeedsYou }]
      : []),
    { type: 'separator' },
    ...accounts.map((account) => accountItem(account, text)),
    ...(accounts.length === 0
      ? [{ label: text.format(status === null ? 'shell.tray.no-engine' : 'shell.tray.no-account'), enabled: false }]
      : []),
    { type: 'separator' },
    pausedUntil === null
      ? { label: text.format('shell.tray.pause'), click: actions.pause, enabled: accounts.length > 0 }
      : { label: text.format('shell.tray.resume', { until: pausedUntil }), click: actions.resume },
    { label: text.format('shell.tray.quit'), click: actions.quit },
  ];
}

function accountItem({ address, state, mailboxes }: AccountFacts, text: Text): MenuItemConstructorOptions {
  const facts = [
    stateWords(state, text),
    ...mailboxes.filter((box) => box.isMirrored).map((box) => mailboxWords(box, text)),
  ];
  const label = state.kind === 'trouble' ? text.format('shell.tray.trouble', { address }) : address;
  return { label, submenu: facts.map((fact) => ({ label: fact, enabled: false })) };
}

function mailboxWords({ path, role, mirroredCount, serverCount }: MailboxFacts, text: Text): string {
  const name = role === 'inbox' || role === 'sent' ? text.format(`shell.mailbox.${role}`) : path;
  const values = { name, mirrored: mirroredCount, server: serverCount ?? mirroredCount };
  return text.format('shell.account.mailbox', values);
}

function stateWords(state: AccountState, text: Text): string {
  switch (state.kind) {
    case 'trouble':
      return errorWords((key, values) => text.format(key, values), state.error).what;
    case 'never-synced':
      return text.format('shell.account.never-synced');
    case 'connecting':
      return text.format('shell.account.connecting');
    case 'mirroring':
      return text.format('shell.account.mirroring', { done: state.done, total: state.total });
    case 'paused':
      return text.format('shell.account.paused', { done: state.done, total: state.total });
    case 'up-to-date':
      return text.format('shell.account.up-to-date', { at: state.at });
    case 'watching':
      return text.format('shell.account.watching', { since: state.since });
    case 'disconnected':
    case 'deleting':
      return text.format(`shell.account.${state.kind}`);
  }
}
