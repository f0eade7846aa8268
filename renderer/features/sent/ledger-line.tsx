import type { LedgerEntry } from '../../../app/contract/ledger-views.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { SentRow } from './sent-table.tsx';

/** One order that the CRM carried out. */
export function LedgerLine({ line }: Readonly<{ line: LedgerEntry }>) {
  const { id, answer, answeredAt, card, extent, intent, isStanding, mail, sentBytes } = line;
  const { fail } = useAnnouncer();
  const text = useText();
  const format = useFormat();
  const takeBack = useCommand('ledger.take-back');
  const subject = mail === null ? text('ledger.mail-unknown') : mail.subject || text('mail.no-subject');
  return (
    <SentRow
      look={isStanding ? 'line-standing' : 'line-past'}
      state={
        <span className="entry-state">
          <Icon name={intent === 'attach' ? 'check' : 'back'} />
          {text(`ledger.${answer}`, { extent: extent === 'headers-only' ? 'headers' : 'full' })}
        </span>
      }
      subject={subject}
      card={card}
      size={sentBytes === null || sentBytes === 0 ? '' : format.size(sentBytes)}
      at={answeredAt}
    >
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
    </SentRow>
  );
}
