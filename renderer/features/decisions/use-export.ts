import { toMailpinError } from '../../../app/errors.ts';
import { useApi } from '../../data/api-context.tsx';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useText } from '../../text/use-text.ts';

/** Proposed to the user, who says where the file goes. */
const FILE_NAME = 'mailpin-decisions.jsonl';

/** Writes everything the user decided into a file for another computer. */
export function useExport(): () => Promise<void> {
  const api = useApi();
  const text = useText();
  const { say, fail } = useAnnouncer();
  return async () => {
    try {
      const { decisions, extents } = await api.call('decisions.export', { path: FILE_NAME });
      say(text('said.exported', { count: decisions + extents }));
    } catch (thrown) {
      const error = toMailpinError(thrown);
      if (error.code !== 'cancelled') fail(error);
    }
  };
}
