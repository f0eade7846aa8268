import { useDeferredValue, useMemo } from 'react';
import type { SearchAnswer } from '../../../app/contract/search-views.ts';
import type { SearchQuery } from '../../../app/domain/search.ts';
import type { MailpinError } from '../../../app/errors.ts';
import { toMailpinError } from '../../../app/errors.ts';
import { misreading } from '../../../app/rules/search-misreading.ts';
import { parseSearch } from '../../../app/rules/search-query.ts';
import { useAsk } from '../../data/ask.ts';
import { useLast } from '../../data/use-last.ts';
import { useNow } from '../../text/use-now.ts';

const MAIL_LIMIT = 200;

interface Search {
  readonly query: SearchQuery;
  /** The last answer there was; not to this search when it is misread. */
  readonly answer: SearchAnswer | undefined;
  /** What could not be understood, here or by the engine. */
  readonly misread: MailpinError | null;
  readonly error: Error | null;
}

/** The answer to what is typed. A search that is not understood is not asked: its last answer stays. */
export function useSearch(words: string): Search {
  const now = useNow();
  const text = useDeferredValue(words.trim());
  const query = useMemo(() => parseSearch(text, now), [text, now]);
  const [problem] = query.problems;
  const isEnabled = text !== '' && problem === undefined;
  const { data, error } = useAsk('mails.search', { text, limit: MAIL_LIMIT }, { isEnabled });
  const answer = useLast(data);
  if (problem !== undefined) return { query, answer, misread: misreading(problem), error: null };
  const failed = error === null ? null : toMailpinError(error);
  const isMisread = failed?.code === 'input.search';
  return { query, answer, misread: isMisread ? failed : null, error: isMisread ? null : error };
}
