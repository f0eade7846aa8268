import type { LedgerEntry } from '../../../app/contract/ledger-views.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useWindow } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';

/** One order that the CRM carried out. */
export function LedgerLine({ line }: Readonly<{ line: LedgerEntry }>) {
  const { id, answer, answeredAt, card, extent, intent, isStanding, mail, sentBytes } = line;
  const { dispatch } = useWindow();
  const { fail } = useAnnouncer();
  const text = useText();
  const format = useFormat();
  const takeBack = useCommand('ledger.take-back');
  const subject = mail === null ? text('ledger.mail-unknown') : mail.subject || text('mail.no-subject');
  return (
    <tr className={isStanding ? 'line-standing' : 'line-past'}>
      <td>
        <span className="entry-state">
          <Icon name={intent === 'attach' ? 'check' : 'back'} />
          {text(`ledger.${answer}`, { extent: extent === 'headers-only' ? 'headers' : 'full' })}
        </span>
      </td>
      <td className="clip" dir="auto" title={subject}>
        {subject}
      </td>
      <td className="clip">
        <Button look="link" onClick={() => dispatch({ kind: 'go', place: { kind: 'card', cardId: card.id } })}>
          <span dir="auto">{card.name}</span>
        </Button>
      </td>
      <td className="dim">{sentBytes === null || sentBytes === 0 ? '' : format.size(sentBytes)}</td>
      <td className="dim">
        <time dateTime={new Date(answeredAt).toISOString()} title={format.fullWhen(answeredAt)}>
          {format.when(answeredAt)}
        </time>
      </td>
      <td>
        {isStanding && (
          <Button
            look="quiet"
            aria-label={text('ledger.take-back-name', { subject, card: card.name })}
            disabled={takeBack.isPending}
            onClick={() => takeBack.mutate({ ledgerId: id }, { onError: fail })}
          >
            {text('ledger.take-back')}
          </Button>
        )}
      </td>
    </tr>
  );
}
