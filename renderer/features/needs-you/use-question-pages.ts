import { useApi } from '../../data/api-context.tsx';
import { usePages } from '../../data/use-pages.ts';

/** Some screens full. A page is carried and drawn while the list moves. */
const PAGE_QUESTIONS = 40;

/** What the user is asked, newest first. */
export function useQuestionPages() {
  const api = useApi();
  return usePages(['questions.list'], (cursor) => api.call('questions.list', { limit: PAGE_QUESTIONS, cursor }));
}
