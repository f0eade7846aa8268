import { MailpinError } from '../../../app/errors.ts';

/** Whether the file or folder is not there, as against not readable. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** @param path what the words of the error name */
export function toArchiveError(error: unknown, path: string): MailpinError {
  if (error instanceof MailpinError) return error;
  return new MailpinError(isMissing(error) ? 'archive.not-found' : 'archive.unreadable', { path }, { cause: error });
}
