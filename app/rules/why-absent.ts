import type { AccountId, MailId } from '../domain/ids.ts';
import type { WhyLine } from '../domain/why.ts';
import { someOf, whyLine } from './why-line.ts';

/** A mailbox, as far as it tells whether a mail can be in it unseen. */
export interface LookedIn {
  readonly path: string;
  readonly isMirrored: boolean;
  readonly mirroredCount: number;
  /** Null before the first pass. */
  readonly serverCount: number | null;
  readonly failedCount: number;
  /** Mails that the import choice leaves at the server. */
  readonly outsideCount: number;
  /** Mails of blocked people, which are not kept. */
  readonly blockedCount: number;
}
export interface AbsentWhyFacts {
  readonly accounts: readonly {
    readonly id: AccountId;
    readonly isInTrouble: boolean;
    readonly mailboxes: readonly LookedIn[];
  }[];
  /** Mails in the mirror that name the id, the newest last seen. */
  readonly answeredBy: {
    readonly count: number;
    readonly newest: { readonly mailId: MailId; readonly subject: string };
  } | null;
}

const MAX_NAMED_MAILBOXES = 5;

/** Tells where a mail may be that the mirror does not hold: what was read, how much of it, and what is not read at all. */
export function explainAbsent({ accounts, answeredBy }: AbsentWhyFacts): readonly WhyLine[] {
  const answers =
    answeredBy === null
      ? []
      : [
          whyLine(
            'reply',
            'absent.answered',
            { count: answeredBy.count, subject: answeredBy.newest.subject },
            { kind: 'show-mail', mailId: answeredBy.newest.mailId },
          ),
        ];
  if (accounts.length === 0) return [whyLine('mailbox', 'absent.no-account', {}, { kind: 'add-account' })];
  return [whyLine('mail', 'absent.mail', {}), ...answers, ...accounts.flatMap(accountLines)];
}

function accountLines({ id, isInTrouble, mailboxes }: AbsentWhyFacts['accounts'][number]): readonly WhyLine[] {
  const read = mailboxes.filter(({ isMirrored }) => isMirrored);
  const unread = mailboxes.filter(({ isMirrored }) => !isMirrored).map(({ path }) => path);
  return [
    ...(isInTrouble ? [whyLine('mailbox', 'absent.trouble', { account: id }, { kind: 'sync' })] : []),
    ...(mailboxes.length === 0 ? [whyLine('mailbox', 'absent.never-read', { account: id }, { kind: 'sync' })] : []),
    ...read.flatMap((mailbox) => mailboxLines(id, mailbox)),
    ...(unread.length === 0
      ? []
      : [
          whyLine('mailbox', 'absent.not-mirrored', {
            account: id,
            count: unread.length,
            paths: someOf(unread, MAX_NAMED_MAILBOXES),
          }),
        ]),
  ];
}

function mailboxLines(
  account: AccountId,
  { path, mirroredCount, serverCount, failedCount, outsideCount, blockedCount }: LookedIn,
): readonly WhyLine[] {
  const where = { account, path, done: mirroredCount, total: serverCount ?? 0 };
  const leftOut = outsideCount + blockedCount;
  const isPart = serverCount === null || mirroredCount + failedCount + leftOut < serverCount;
  return [
    ...(isPart
      ? [whyLine('mailbox', serverCount === null ? 'absent.not-read-yet' : 'absent.read-part', where, { kind: 'sync' })]
      : []),
    ...(isPart || leftOut > 0 ? [] : [whyLine('mailbox', 'absent.read-whole', where)]),
    ...(outsideCount > 0
      ? [
          whyLine(
            'mailbox',
            'absent.outside',
            { account, path, count: outsideCount },
            { kind: 'change-import', accountId: account },
          ),
        ]
      : []),
    ...(blockedCount > 0
      ? [whyLine('mailbox', 'absent.blocked', { account, path, count: blockedCount }, { kind: 'show-blocklist' })]
      : []),
    ...(failedCount > 0
      ? [whyLine('mailbox', 'absent.failed', { account, path, count: failedCount }, { kind: 'sync' })]
      : []),
  ];
}
