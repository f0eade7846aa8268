import type { RuleChange } from '../../../app/contract/rules-views.ts';
import { toMailpinError } from '../../../app/errors.ts';
import { useApi } from '../../data/api-context.tsx';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useText } from '../../text/use-text.ts';

/** Changes the rules. What touches many mails, or blocks somebody, is shown first and made when the user says go (rules 8). */
export function useRuleChange() {
  const api = useApi();
  const text = useText();
  const { say, fail } = useAnnouncer();
  const dispatch = useDispatch();

  const make = async (change: RuleChange, isConfirmed: boolean): Promise<void> => {
    try {
      const { relinkedCount, removedCount } = await api.call('rules.change', { change, isConfirmed });
      dispatch({ kind: 'close' });
      say(text('rules.done', { count: relinkedCount, removed: removedCount }));
    } catch (thrown) {
      const error = toMailpinError(thrown);
      if (error.code === 'input.unconfirmed-change' || error.code === 'input.own-domain') await show(change);
      else fail(error);
    }
  };

  const show = async (change: RuleChange): Promise<void> => {
    try {
      const preview = await api.call('rules.preview', { change });
      dispatch({ kind: 'open', dialog: { kind: 'rule-change', change, preview } });
    } catch (thrown) {
      fail(toMailpinError(thrown));
    }
  };

  return {
    /** What stays in mail to come is asked about before it is lost: blocking is always shown first. */
    change: (change: RuleChange): void =>
      void (change.kind === 'list' && change.mode === 'blocked' ? show(change) : make(change, false)),
    show: (change: RuleChange): void => void show(change),
    confirm: (change: RuleChange): void => void make(change, true),
  };
}
