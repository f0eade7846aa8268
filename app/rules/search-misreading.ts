import type { SearchProblem } from '../domain/search.ts';
import { MailpinError } from '../errors.ts';

/** A problem of a search as the error that every surface has words for. */
export function misreading({ kind, ...details }: SearchProblem): MailpinError {
  return new MailpinError('input.search', { misread: kind, ...details });
}
