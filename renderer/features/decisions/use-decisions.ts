import { useQueryClient } from '@tanstack/react-query';
import type { CardSummary } from '../../../app/contract/card-views.ts';
import type { KeptOut } from '../../../app/contract/link-views.ts';
import type { CardRef } from '../../../app/domain/card.ts';
import type { ActionId, MailId, ThreadId, UnixMs } from '../../../app/domain/ids.ts';
import { toMailpinError, type ErrorDetails } from '../../../app/errors.ts';
import type { Reach } from '../../../app/domain/link.ts';
import { useApi } from '../../data/api-context.tsx';
import { detailWithCard, detailWithoutCard, summaryWithCard, summaryWithoutCard } from '../../data/optimistic.ts';
import { dropQuestions } from '../../data/question-cache.ts';
import { changeThreads } from '../../data/thread-cache.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import type { HeldMail } from '../../state/hand.ts';
import { useDispatch } from '../../state/window-context.tsx';
import type { ChangeSizes } from '../../state/window-state.ts';
import { useText } from '../../text/use-text.ts';

type Attach = Readonly<{
  mails: readonly Pick<HeldMail, 'mailId' | 'threadId' | 'subject'>[];
  card: CardRef | CardSummary;
  reach: Reach;
  from?: CardRef | null;
}>;
type Detach = Readonly<{
  mails: readonly MailId[];
  threadIds: readonly ThreadId[];
  card: CardRef;
  reach: Reach;
  person?: string | undefined;
}>;

/** The user's word on mail and cards. Shown at once, announced with how to take it back, corrected when the engine objects. */
export function useDecisions() {
  const api = useApi();
  const client = useQueryClient();
  const announcer = useAnnouncer();
  const dispatch = useDispatch();
  const text = useText();

  const settle = async (order: Promise<unknown>, sentence: string): Promise<void> => {
    try {
      await order;
      announcer.say(sentence);
    } catch (error) {
      announcer.fail(toMailpinError(error));
      await client.invalidateQueries();
    }
  };

  const attach = async ({ mails, card, reach, from = null }: Attach): Promise<void> => {
    const mailIds = mails.map(({ mailId }) => mailId);
    const at = Date.now() as UnixMs;
    const threadIds = new Set(mails.map(({ threadId }) => threadId));
    if (card.kind === 'deal' && reach === 'thread') dropQuestions(client, threadIds);
    await changeThreads(client, threadIds, {
      summary: (summary) =>
        summaryWithCard(from === null || reach !== 'thread' ? summary : summaryWithoutCard(summary, from), card),
      detail: (detail) =>
        detailWithCard(from === null ? detail : detailWithoutCard(detail, { card: from, mailIds, reach }), {
          card,
          mailIds,
          reach,
          at,
        }),
    });
    const order = api.call('links.attach', {
      mails: mailIds.map((mailId) => ({ mailId })),
      cardId: card.id,
      reach,
      ...(from !== null && { from: from.id }),
    });
    const values = { count: mails.length, subject: mails[0]?.subject ?? '', card: card.name };
    return settle(order, text(from === null ? 'said.attached' : 'said.moved', values));
  };

  const detach = async ({ mails, threadIds, card, reach, person }: Detach): Promise<void> => {
    await changeThreads(client, new Set(threadIds), {
      summary: (summary) => (reach === 'thread' ? summaryWithoutCard(summary, card) : summary),
      detail: (detail) => (reach === 'person' ? detail : detailWithoutCard(detail, { card, mailIds: mails, reach })),
    });
    const order = api.call('links.detach', {
      mails: mails.map((mailId) => ({ mailId })),
      cardId: card.id,
      reach,
      ...(person !== undefined && { person }),
    });
    return settle(order, text('said.detached', { count: mails.length, card: card.name }));
  };

  /** Clears a tombstone. One on a person is cleared for the mail it is seen at; the person stays kept out elsewhere. */
  const letIn = ({ mailId, card, reach }: KeptOut): Promise<void> =>
    settle(
      api.call('links.attach', {
        mails: [{ mailId }],
        cardId: card.id,
        reach: reach === 'person' ? 'message' : reach,
      }),
      text('said.let-in', { card: card.name }),
    );

  /** What touches many mails is shown first, and done when the user says go. */
  const undo = async (actionId?: ActionId, isConfirmed = false): Promise<void> => {
    try {
      await api.call('actions.undo', { actionId, ...(isConfirmed && { isConfirmed }) });
      announcer.say(text('said.undone'));
    } catch (thrown) {
      const error = toMailpinError(thrown);
      const asked = error.code === 'input.unconfirmed-change' ? unseenUndo(error.details) : null;
      if (asked !== null) dispatch({ kind: 'open', dialog: { kind: 'undo', ...asked } });
      else {
        announcer.fail(error);
        await client.invalidateQueries();
      }
    }
  };

  return { attach, detach, letIn, undo };
}

function unseenUndo({
  action,
  mails,
  joining,
  leaving,
}: ErrorDetails): { readonly actionId: ActionId; readonly counts: ChangeSizes } | null {
  const isTold = [action, mails, joining, leaving].every((one) => typeof one === 'number');
  const counts = { mails: Number(mails), joining: Number(joining), leaving: Number(leaving) };
  return isTold ? { actionId: Number(action) as ActionId, counts } : null;
}
