/** Views as queries answer them, for tests of what the command line makes of them. */
import type { MailView } from '../../../app/contract/mail-views.ts';
import type { AccountFacts, MailboxFacts, StatusFacts } from '../../../app/contract/status-views.ts';
import type { ThreadDetail, ThreadSummary } from '../../../app/contract/thread-views.ts';
import type { CardRef } from '../../../app/domain/card.ts';
import type {
  AccountId,
  CardId,
  MailboxId,
  MailId,
  MessageId,
  MessageKey,
  ThreadId,
  UnixMs,
} from '../../../app/domain/ids.ts';
import { NOW } from './scripted-run.ts';

const HOUR_MS = 3_600_000;

export const SALLY = 'sally@acme.test' as AccountId;
export const DEAL: CardRef = { id: 'builtin:deal:d7' as CardId, kind: 'deal', name: 'Pumps 2026' };

export function hoursAgo(hours: number): UnixMs {
  return (NOW - hours * HOUR_MS) as UnixMs;
}

export function mailbox(role: 'inbox' | 'sent', mirrored: number, total: number | null, failed = 0): MailboxFacts {
  return {
    id: (role === 'inbox' ? 1 : 2) as MailboxId,
    path: role === 'inbox' ? 'INBOX' : 'Sent',
    role,
    isMirrored: true,
    serverCount: total,
    mirroredCount: mirrored,
    isChoosable: true,
    outsideCount: 0,
    failedCount: failed,
    unseenCount: 0,
    lastSuccessAt: null,
  };
}

export const ACCOUNT: AccountFacts = {
  id: SALLY,
  address: 'sally@acme.test',
  settings: { kind: 'maildir', path: '/mail' },
  state: { kind: 'up-to-date', at: hoursAgo(1) },
  importChoice: { kind: 'everything' },
  mailboxes: [mailbox('inbox', 268, 268), mailbox('sent', 1_337, 1_340, 3)],
  lastMailAt: hoursAgo(2),
  isBackfillPaused: false,
};

export const STATUS: StatusFacts = {
  accounts: [ACCOUNT],
  mailCount: 605,
  threadCount: 120,
  linkedMailCount: 512,
  linkCount: 700,
  questionCount: 2,
  heldBack: {
    internal: 2,
    bulk: 4_984,
    'auto-reply': 0,
    bounce: 1,
    invitation: 0,
    'no-reply': 0,
    'role-address': 0,
    protected: 0,
    blocked: 0,
    nobody: 50,
  },
  keptOutCount: 4,
  outbox: { held: 0, rehearsing: 0, waiting: 1, arrived: 695, takenOff: 4, dead: 0 },
  cardCounts: { lead: 1, contact: 12, company: 5, deal: 9 },
  lastAction: null,
  databaseBytes: 1_000_000,
};

export const THREAD: ThreadSummary = {
  id: 1 as ThreadId,
  newestMessageId: 'a@x.test' as MessageId,
  newestMailId: 11 as MailId,
  subject: 'ポンプの見積もり',
  people: [
    { name: '田中太郎', address: 'tanaka@x.test', isMe: false },
    { name: 'Sally', address: 'sally@acme.test', isMe: true },
  ],
  peopleCount: 240,
  snippet: 'お世話になっております',
  lastAt: hoursAgo(3),
  lastDirection: 'inbound',
  mailCount: 2,
  unseenCount: 0,
  hasAttachments: false,
  chips: [
    { kind: 'card', card: DEAL, push: { kind: 'arrived' }, isHeadersOnly: false },
    { kind: 'many-recipients', count: 240 },
  ],
};

export const MAIL: MailView = {
  id: 11 as MailId,
  messageId: 'a@x.test' as MessageId,
  key: 'k' as MessageKey,
  subject: THREAD.subject,
  participants: [],
  recipientCount: 1,
  sentAt: hoursAgo(3),
  isDateGuessed: false,
  direction: 'inbound',
  kind: 'personal',
  details: null,
  troubles: [],
  bounced: null,
  isSeen: true,
  snippet: '',
  attachments: [],
  extent: 'full',
  links: [],
  keptOut: [],
  mailboxes: [],
};

export const DETAIL: ThreadDetail = { summary: THREAD, mails: [MAIL], cards: [], question: null };
