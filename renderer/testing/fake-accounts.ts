/** Answers about accounts from memory, for tests of the window and its dev page. */
import type { DeletionFacts, ImportCounts } from '../../app/contract/account-views.ts';
import type { CallName, Input, Output } from '../../app/contract/api.ts';
import type { AccountFacts, MailboxFacts } from '../../app/contract/status-views.ts';
import type { AccountId, CanonicalAddress, MailboxId, UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { NOW } from './fake-cards.ts';

type AccountCall = Extract<CallName, `accounts.${string}` | `mailboxes.${string}`>;
type Answers = { [Name in AccountCall]: (input: Input<Name>) => Output<Name> };

/** @param accounts the list as it is; changed in place @param changed told after every change */
export function fakeAccounts(accounts: AccountFacts[], changed: (account: AccountFacts) => void): Answers {
  const found = (accountId: AccountId): AccountFacts => {
    const account = accounts.find(({ id }) => id === accountId);
    if (account === undefined) throw new MailpinError('input.unknown-account', { account: accountId });
    return account;
  };
  const replace = (accountId: AccountId, change: Partial<AccountFacts>): null => {
    const next = { ...found(accountId), ...change };
    accounts.splice(
      accounts.findIndex(({ id }) => id === accountId),
      1,
      next,
    );
    changed(next);
    return null;
  };
  return {
    'accounts.list': () => [...accounts],
    'accounts.addresses': ({ accountId }) => [
      { address: found(accountId).address as CanonicalAddress, source: 'account', sentCount: 331 },
      { address: 'sales@acme.example' as CanonicalAddress, source: 'sent', sentCount: 6 },
    ],
    'accounts.deletion': ({ accountId }) => deletion(found(accountId)),
    'accounts.add': ({ address, settings }) => {
      if (settings.kind === 'imap' && settings.host.includes('wrong'))
        throw new MailpinError('imap.host-unknown', { host: settings.host });
      return address as AccountId;
    },
    'accounts.count': ({ settings, day, newestCount }): ImportCounts => {
      if (settings.kind === 'imap' && settings.host.includes('wrong'))
        throw new MailpinError('imap.host-unknown', { host: settings.host });
      const mailboxes = [
        { path: 'INBOX', role: 'inbox', everything: 18_204, newest: 300, since: 2_611 },
        { path: 'Sent', role: 'sent', everything: 7_338, newest: 300, since: 1_102 },
      ] as const;
      return { mailboxes, everything: 25_542, newest: 600, since: 3_713, newestCount, day };
    },
    'accounts.change': ({ accountId, settings, importChoice }) =>
      replace(accountId, {
        ...(settings === undefined ? {} : { settings }),
        ...(importChoice === undefined ? {} : { importChoice }),
      }),
    'accounts.disconnect': ({ accountId }) =>
      replace(accountId, { state: { kind: 'disconnected', since: NOW as UnixMs } }),
    'accounts.reconnect': ({ accountId }) => replace(accountId, { state: { kind: 'watching', since: NOW as UnixMs } }),
    'accounts.delete': ({ accountId, confirmation }) => {
      const { address } = found(accountId);
      if (confirmation !== address) throw new MailpinError('input.not-confirmed', { address });
      const [gone] = accounts.splice(
        accounts.findIndex(({ id }) => id === accountId),
        1,
      );
      if (gone !== undefined) changed(gone);
      return { mailCount: 1_605, sharedCount: 12, bytesBefore: 18_400_000, bytesAfter: 420_000 };
    },
    'accounts.sign-in': () => null,
    'mailboxes.look': ({ accountId }) => found(accountId).mailboxes,
    'mailboxes.choose': ({ accountId, mailbox: path, isRead }) =>
      replace(accountId, {
        mailboxes: found(accountId).mailboxes.map((mailbox) =>
          mailbox.path === path ? { ...mailbox, isMirrored: isRead } : mailbox,
        ),
      }),
  };
}

export function fakeMailbox(id: number, path: string, facts: Partial<MailboxFacts>): MailboxFacts {
  return {
    id: id as MailboxId,
    path,
    role: null,
    isMirrored: true,
    isChoosable: true,
    serverCount: 0,
    mirroredCount: 0,
    outsideCount: 0,
    failedCount: 0,
    unseenCount: 0,
    lastSuccessAt: NOW as UnixMs,
    ...facts,
  };
}

function deletion({ id, address }: AccountFacts): DeletionFacts {
  return {
    accountId: id,
    address,
    mailCount: 1_605,
    onCardCount: 412,
    unsentCount: 2,
    sharedCount: 12,
    mailboxCount: 3,
    attachmentCount: 388,
    textBytes: 14_200_000,
    decisionCount: 57,
    ledgerCount: 431,
  };
}
