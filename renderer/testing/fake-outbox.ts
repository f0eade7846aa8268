/** What is owed and what left, of the made-up mailbox: made from the links of its mails. */
import type { LedgerEntry } from '../../app/contract/ledger-views.ts';
import type { OutboxEntryView } from '../../app/contract/action-views.ts';
import type { CrmId, LedgerId, MessageKey, OutboxId, UnixMs } from '../../app/domain/ids.ts';
import { NOW } from './fake-cards.ts';
import type { FakeStore } from './fake-store.ts';

/** What left, as far as it arrived. */
export function ledgerOf(store: FakeStore): readonly LedgerEntry[] {
  return outboxOf(store).flatMap(({ state, card, mailId, subject, createdAt }, at) =>
    state.kind !== 'done' || mailId === null
      ? []
      : {
          id: (at + 1) as LedgerId,
          answeredAt: createdAt,
          intent: 'attach' as const,
          extent: at % 5 === 4 ? ('headers-only' as const) : ('full' as const),
          sentBytes: 900 + at * 137,
          answer: 'created' as const,
          card,
          key: `key-${mailId}` as MessageKey,
          mail: { mailId, messageId: null, subject },
          isStanding: at % 4 !== 3,
        },
  );
}

/** What a CRM says with a refusal. */
const REFUSED = { reason: 'Every email needs a project code' };

/** An entry a link. */
export function outboxOf(store: FakeStore): readonly OutboxEntryView[] {
  return store.threads.flatMap(({ mails, source }) =>
    mails.flatMap((mail) =>
      mail.links.map(({ card, push }, at): OutboxEntryView => ({
        id: (mail.id * 100 + at) as OutboxId,
        intent: 'attach',
        state:
          push.kind === 'arrived'
            ? { kind: 'done', activityId: null }
            : push.kind === 'failed'
              ? { kind: 'dead', because: push.because }
              : { kind: 'waiting', until: NOW as UnixMs, attempt: 1, because: 'crm.unavailable' },
        waitsFor: null,
        crmId: 'builtin' as CrmId,
        refusal: push.kind === 'failed' ? { code: push.because, details: REFUSED } : null,
        card,
        mailId: mail.id,
        subject: source.subject,
        createdAt: mail.sentAt,
      })),
    ),
  );
}
