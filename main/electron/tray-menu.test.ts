import { expect, test, vi } from 'vitest';
import type { AccountFacts, StatusFacts } from '../../app/contract/status-views.ts';
import type { AccountId, MailboxId, UnixMs } from '../../app/domain/ids.ts';
import { textFor } from '../../resources/text.ts';
import type { MenuItemConstructorOptions } from './surface.ts';
import { trayMenu, type TrayActions } from './tray-menu.ts';

const actions: TrayActions = { open: vi.fn(), openNeedsYou: vi.fn(), pause: vi.fn(), resume: vi.fn(), quit: vi.fn() };

const INBOX: AccountFacts['mailboxes'][number] = {
  id: 1 as MailboxId,
  path: 'INBOX',
  role: 'inbox',
  isMirrored: true,
  serverCount: 268,
  mirroredCount: 266,
  isChoosable: true,
  outsideCount: 0,
  failedCount: 0,
  unseenCount: 0,
  lastSuccessAt: null,
};

function status(state: AccountFacts['state'], questionCount = 0): StatusFacts {
  const account: AccountFacts = {
    id: 'a' as AccountId,
    address: 'sally@acme.test',
    settings: { kind: 'maildir', path: '/m' },
    state,
    importChoice: { kind: 'everything' },
    mailboxes: [INBOX, { ...INBOX, path: 'Junk', isMirrored: false }],
    lastMailAt: null,
    isBackfillPaused: false,
  };
  return {
    accounts: [account],
    mailCount: 0,
    threadCount: 0,
    linkedMailCount: 0,
    linkCount: 0,
    questionCount,
    heldBack: {
      internal: 0,
      bulk: 0,
      'auto-reply': 0,
      bounce: 0,
      invitation: 0,
      'no-reply': 0,
      'role-address': 0,
      protected: 0,
      blocked: 0,
      nobody: 0,
    },
    keptOutCount: 0,
    outbox: { held: 0, rehearsing: 0, waiting: 0, arrived: 0, takenOff: 0, dead: 0 },
    cardCounts: { lead: 0, contact: 0, company: 0, deal: 0 },
    lastAction: null,
    databaseBytes: 0,
  };
}

function labels(items: readonly MenuItemConstructorOptions[]): unknown[] {
  return items
    .filter(({ type }) => type !== 'separator')
    .map(({ label, submenu }) => (Array.isArray(submenu) ? [label, ...labels(submenu)] : label));
}

test('the menu lists each account with its facts', () => {
  const menu = trayMenu({ status: status({ kind: 'connecting' }), pausedUntil: null }, textFor('en'), actions);
  expect(labels(menu)).toEqual([
    'Open Mailpin',
    ['sally@acme.test', 'Connecting', 'Inbox: 266 of 268'],
    'Pause for an hour',
    'Quit Mailpin',
  ]);
});

test('trouble is said in words, and questions lead to their place', () => {
  const error = { code: 'imap.auth-rejected', details: { host: 'mail.acme.test' } } as const;
  const trouble = status({ kind: 'trouble', error, since: 0 as UnixMs, retryAt: null }, 3);
  const menu = trayMenu({ status: trouble, pausedUntil: null }, textFor('en'), actions);
  expect(labels(menu).slice(1, 3)).toEqual([
    'Needs you (3)',
    [
      'sally@acme.test: trouble',
      'The mail server mail.acme.test refused the user name or password.',
      'Inbox: 266 of 268',
    ],
  ]);
});

test('a pause says until when and can be ended', () => {
  const pausedUntil = new Date(2026, 10, 22, 14, 5).getTime() as UnixMs;
  const menu = trayMenu({ status: status({ kind: 'connecting' }), pausedUntil }, textFor('en'), actions);
  expect(labels(menu).at(-2)).toMatch(/^Paused until 2:05.PM\. Go on now$/);
});

test('without an account the menu says so', () => {
  const none = { ...status({ kind: 'connecting' }), accounts: [] };
  const menu = trayMenu({ status: none, pausedUntil: null }, textFor('en'), actions);
  expect(labels(menu)).toEqual(['Open Mailpin', 'No account yet', 'Pause for an hour', 'Quit Mailpin']);
});

test('without an engine the menu still opens and quits', () => {
  const menu = trayMenu({ status: null, pausedUntil: null }, textFor('en'), actions);
  expect(labels(menu)).toEqual(['Open Mailpin', 'The engine does not answer', 'Pause for an hour', 'Quit Mailpin']);
});
