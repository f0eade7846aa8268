import { createHash } from 'node:crypto';
import type { Uid } from '../../../app/domain/ids.ts';

/** Room below each second for the mails of that second; with seconds up to the year 2200 this stays below 2^53. */
const UIDS_A_SECOND = 2 ** 20;

export interface Unnumbered {
  /** When it arrived, in whole seconds since 1970. */
  readonly arrivedSeconds: number;
  /** What stays the same as long as the mail is there: the unique name of a file, a digest of the header. */
  readonly identity: string;
}

/**
 * Gives every mail a UID that is the same in every run, without writing a list anywhere: the second of arrival, then 20 bits of a
 * digest. Later mail has higher UIDs, as with IMAP, but mail that is moved in may have a low one; therefore archives say no
 * modseq and are compared UID by UID. Two mails of one second that share a digest (one pair in a million) get neighbouring UIDs; when
 * the first of them goes, the second is bound anew by its message identity.
 *
 * @returns the mails with their UIDs, ascending
 */
export function withUids<Mail extends Unnumbered>(mails: readonly Mail[]): readonly (Mail & { readonly uid: Uid })[] {
  const wished = mails
    .map((mail) => ({ mail, uid: wishedUid(mail) }))
    .sort((a, b) => a.uid - b.uid || (a.mail.identity < b.mail.identity ? -1 : 1));
  let last = 0;
  return wished.map(({ mail, uid }) => {
    last = Math.max(uid, last + 1);
    return { ...mail, uid: last as Uid };
  });
}

/** Above every UID that a mail arriving by now can have. */
export function uidNextAt(nowMs: number): number {
  return (Math.floor(nowMs / 1000) + 1) * UIDS_A_SECOND;
}

function wishedUid({ arrivedSeconds, identity }: Unnumbered): number {
  const digest = createHash('sha256').update(identity).digest().readUInt32BE(0) % UIDS_A_SECOND;
  return Math.max(0, arrivedSeconds) * UIDS_A_SECOND + digest + 1;
}
