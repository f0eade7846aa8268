/** Accounts and how they stand, of the made-up mailbox. */
import type { ActionView } from '../../app/contract/action-views.ts';
import type { AccountFacts, StatusFacts } from '../../app/contract/status-views.ts';
import type { AccountId, UnixMs } from '../../app/domain/ids.ts';
import { fakeMailbox } from './fake-accounts.ts';
import { NOW } from './fake-cards.ts';
import type { FakeStore } from './fake-store.ts';

export type FakeScene = 'work' | 'first-run' | 'trouble' | 'empty' | 'stopped';

/** The mailboxes that are connected in a scene. */
export function accountsIn(scene: FakeScene, store: FakeStore): readonly AccountFacts[] {
  if (scene === 'first-run') return [];
  const mailbox = (id: number, path: string, role: 'inbox' | 'sent' | null, count: number, unseenCount: number) =>
    fakeMailbox(id, path, { role, serverCount: count, mirroredCount: count, unseenCount });
  const imap = (user: string) =>
    ({ kind: 'imap', host: 'imap.acme.example', port: 993, security: 'tls', user, caFile: null }) as const;
  const sally: AccountFacts = {
    id: 'sally@acme.example' as AccountId,
    address: 'sally@acme.example',
    settings: imap('sally@acme.example'),
    state: { kind: 'watching', since: NOW as UnixMs },
    importChoice: { kind: 'everything' },
    mailboxes: [
      mailbox(1, 'INBOX', 'inbox', scene === 'empty' ? 0 : 1_268, 18),
      mailbox(2, 'Sent', 'sent', 337, 0),
      mailbox(3, 'Projects/Nordlicht', null, 41, 0),
      fakeMailbox(5, 'Archive', { role: 'archive', isMirrored: false, serverCount: 9_310 }),
      fakeMailbox(6, 'Newsletters', { isMirrored: false, serverCount: 2_204 }),
      fakeMailbox(7, 'Trash', { role: 'trash', isMirrored: false, isChoosable: false, serverCount: 87 }),
    ],
    lastMailAt: store.threads[0]?.mails.at(-1)?.sentAt ?? null,
    isBackfillPaused: false,
  };
  const sales: AccountFacts = {
    ...sally,
    id: 'sales@acme.example' as AccountId,
    address: 'sales@acme.example',
    settings: imap('sales@acme.example'),
    mailboxes: [mailbox(4, 'INBOX', 'inbox', 90, 0)],
    state: {
      kind: 'trouble',
      error: { code: 'imap.auth-rejected', details: { host: 'imap.acme.example', address: 'sales@acme.example' } },
      since: NOW as UnixMs,
      retryAt: null,
    },
  };
  return scene === 'trouble' ? [sally, sales] : [sally];
}

/** How things stand, with figures that no test counts. */
export function statusOf(
  connected: readonly AccountFacts[],
  store: FakeStore,
  lastAction: ActionView | null,
): StatusFacts {
  const isEmpty = store.threads.length === 0;
  return {
    accounts: [...connected],
    mailCount: store.threads.length,
    threadCount: store.threads.length,
    linkedMailCount: 300,
    linkCount: 410,
    questionCount: store.threads.filter(({ question }) => question !== null).length,
    heldBack: {
      internal: 2,
      bulk: 30,
      'auto-reply': 1,
      bounce: 1,
      invitation: 1,
      'no-reply': 0,
      'role-address': 3,
      protected: 0,
      blocked: 0,
      nobody: 20,
    },
    keptOutCount: 1,
    outbox: isEmpty
      ? { waiting: 0, held: 0, rehearsing: 0, arrived: 0, takenOff: 0, dead: 0 }
      : { waiting: 2, held: 2, rehearsing: 0, arrived: 409, takenOff: 3, dead: 1 },
    cardCounts: { lead: 1, contact: 4, company: 2, deal: 12 },
    lastAction,
    databaseBytes: 1,
  };
}
