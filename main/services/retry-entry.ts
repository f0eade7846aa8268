import type { OutboxId } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { putBackInLine } from '../../app/machines/outbox-entry.ts';
import { entryById, putEntry } from '../db/outbox.ts';
import type { Deps } from './deps.ts';

/** Puts an entry that was given up back in line. Throws input.invalid when there is no such entry. */
export function retryEntry({ store, clock }: Deps, outboxId: OutboxId): void {
  store.write((tx) => {
    const entry = entryById(tx.db, outboxId);
    if (entry === null) throw new MailpinError('input.invalid', { field: 'outboxId' });
    putEntry(tx.db, { ...entry, createdAt: clock.now() }, putBackInLine(entry));
    tx.changes.isOutboxChanged = true;
  });
}
