import { useCallback } from 'react';
import type { ThreadSummary } from '../../../app/contract/thread-views.ts';
import type { Hand, HeldMail } from '../../state/hand.ts';
import { useWindow } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { whoLine } from './who.ts';

/** What is picked up with a row: all selected threads when the row is one of them, else the row alone. */
export function useHandOf(threads: readonly ThreadSummary[]): (thread: ThreadSummary, how: Hand['how']) => Hand {
  const { state } = useWindow();
  const text = useText();
  const format = useFormat();
  const { ids } = state.selection;
  return useCallback(
    (thread, how) => {
      const held = ids.has(thread.id) ? threads.filter(({ id }) => ids.has(id)) : [thread];
      const mails = held.map((one): HeldMail => ({
        threadId: one.id,
        mailId: one.newestMailId,
        subject: one.subject,
        who: whoLine(one, text, format),
      }));
      return { how, mails, unit: 'thread', from: null };
    },
    [ids, threads, text, format],
  );
}
