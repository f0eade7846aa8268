import type { FlagChange } from '../../app/ports.ts';
import { isNeverRead } from '../../app/rules/gmail-labels.ts';
import { forgetNeverRead, neverReadUids } from '../db/outside-mails.ts';
import type { Deps } from './deps.ts';
import { fetchInto } from './fetch-into.ts';
import type { MailboxOutcome, MailboxTask } from './mailbox-task.ts';

/** Fetches mails that were drafts, junk or trash among other mail, and are no longer: a draft that was sent, as its labels say. */
export async function fetchReleased(
  deps: Deps,
  task: MailboxTask,
  flags: readonly FlagChange[],
): Promise<Omit<MailboxOutcome, 'removed'>> {
  const nothing = { added: 0, failed: 0 };
  const candidates = flags.filter(({ labels }) => labels !== null && !isNeverRead(labels)).map(({ uid }) => uid);
  if (candidates.length === 0) return nothing;
  const withheld = new Set(neverReadUids(deps.store.db, task.mailbox.id));
  const released = candidates.filter((uid) => withheld.has(uid));
  if (released.length === 0) return nothing;
  const { added, failed } = await fetchInto(deps, task, released, (current) => current);
  deps.store.write((tx) => forgetNeverRead(tx.db, task.mailbox.id, released));
  return { added, failed };
}
