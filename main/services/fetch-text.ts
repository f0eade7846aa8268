import type { MailId } from '../../app/domain/ids.ts';
import type { PackedMail } from '../../app/domain/mail.ts';
import { MailpinError, toMailpinError } from '../../app/errors.ts';
import type { MailSession } from '../../app/ports.ts';
import { accountStanding } from '../db/account-life.ts';
import { findAccount } from '../db/accounts.ts';
import { packMail } from '../db/pack-mail.ts';
import { placementsOf, type MailPlace } from '../db/placements.ts';
import { keyAndThread, markLost, restoreText, shortenedMails, shortenedText } from '../db/shortened-texts.ts';
import type { MailDeps } from './deps.ts';
import type { OnProgress } from './shorten-texts.ts';
import { withSession } from './with-session.ts';

/**
 * Fetches the text of a shortened mail from wherever a copy of it is, and keeps it. A whole text is left as it is.
 * Throws input.unknown-mail, mail.text-gone, input.account-disconnected, imap.*, archive.*, keychain.*, store.*.
 */
export async function fetchText(deps: MailDeps, mailId: MailId, signal: AbortSignal): Promise<void> {
  const { store, clock } = deps;
  const known = keyAndThread(store.db, mailId);
  if (known === null) throw new MailpinError('input.unknown-mail', { mail: mailId });
  if (shortenedText(store.db, mailId) === null) return;
  const places = placementsOf(store.db, mailId);
  const found = await firstCopy(deps, places, known.key, signal);
  store.write((tx) => {
    // A copy that the mirror still counts on may only have another number now; the next sync knows more.
    if (found === null && places.length === 0) markLost(tx.db, mailId);
    // Somebody else may have fetched it meanwhile, or the mail may be gone.
    if (found !== null && shortenedText(tx.db, mailId) !== null) restoreText(tx.db, mailId, found, clock.now());
    tx.changes.threads.add(known.threadId);
    tx.changes.isOutboxChanged = true;
    tx.changes.events.push({ name: 'space.changed', payload: {} });
  });
  if (found === null) throw new MailpinError('mail.text-gone');
}

/** Mails asked for before one that fails ends the round: then it is the way there and not the mail. */
const PATIENCE = 3;

/**
 * Fetches every shortened text again, one after the other. Throws store.*
 * @returns how many were fetched, and how many were not to be had
 */
export async function fetchAllTexts(
  deps: MailDeps,
  signal: AbortSignal,
  onProgress: OnProgress,
): Promise<{ readonly fetched: number; readonly failed: number; readonly trouble: MailpinError | null }> {
  const mailIds = shortenedMails(deps.store.db, 0, -1);
  let fetched = 0;
  let failed = 0;
  let inARow = 0;
  for (const mailId of mailIds) {
    if (signal.aborted) break;
    onProgress(fetched + failed, mailIds.length);
    try {
      await fetchText(deps, mailId, signal);
      fetched += 1;
      inARow = 0;
    } catch (thrown) {
      const error = toMailpinError(thrown);
      if (error.code.startsWith('store.')) throw error;
      failed += 1;
      if (error.code !== 'mail.text-gone' && (inARow += 1) >= PATIENCE) return { fetched, failed, trouble: error };
    }
  }
  return { fetched, failed, trouble: null };
}

/** The first copy that is still there and is this mail; null when every account that had one says that it is gone. */
async function firstCopy(
  deps: MailDeps,
  places: readonly MailPlace[],
  key: string,
  signal: AbortSignal,
): Promise<PackedMail | null> {
  let unasked: MailpinError | null = null;
  for (const place of places) {
    const account = findAccount(deps.store.db, place.accountId);
    if (account === null) continue;
    if (accountStanding(deps.store.db, account.id) !== 'connected') {
      unasked = new MailpinError('input.account-disconnected', { address: account.address });
      continue;
    }
    try {
      const mail = await withSession(deps, account, signal, (session) => fetchMail(session, place, signal));
      // Under the same UID stands another mail only where a server breaks its word.
      if (mail?.key === key) return mail;
    } catch (error) {
      const isElsewhere = error instanceof MailpinError && ['mail.gone', 'mailbox.gone'].includes(error.code);
      if (!isElsewhere) throw error;
    }
  }
  if (unasked !== null) throw unasked;
  return null;
}

async function fetchMail(session: MailSession, place: MailPlace, signal: AbortSignal): Promise<PackedMail | null> {
  const { uidValidity } = await session.openMailbox(place.path);
  if (uidValidity !== place.uidValidity) throw new MailpinError('mail.gone');
  for await (const mails of session.fetchMails([place.uid], signal)) {
    for (const mail of mails) {
      if (mail.kind === 'failure') throw new MailpinError(mail.because, mail.details);
      return packMail(mail.content);
    }
  }
  return null;
}
