import { MailpinError } from '../../app/errors.ts';

/** A disk without room, and a quota that is used up: to the user the same. */
const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT'];

/** Why a file of the user's choice could not be written: store.full, or else store.unwritable. */
export function fileError(error: unknown, path: string): MailpinError {
  const isFull = error instanceof Error && 'code' in error && FULL.includes(error.code);
  return new MailpinError(isFull ? 'store.full' : 'store.unwritable', { path }, { cause: error });
}
