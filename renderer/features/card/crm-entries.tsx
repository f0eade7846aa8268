import type { CrmEntryView } from '../../../app/contract/crm-entry-views.ts';
import type { CardRef } from '../../../app/domain/card.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useCommand } from '../../data/command.ts';
import { useAnnouncer } from '../../state/announcer.tsx';
import { useDispatch } from '../../state/window-context.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';

type EntriesProps = Readonly<{ card: CardRef; entries: readonly CrmEntryView[] }>;

/** What stands on the card at the CRM and is not by Mailpin: shown as such, never fought silently (rules 6.8). */
export function CrmEntries({ card, entries }: EntriesProps) {
  const text = useText();
  const foreign = entries.filter(({ standing }) => standing !== 'ours');
  if (foreign.length === 0) return null;
  return (
    <section className="crm-entries" aria-label={text('card.entries')}>
      <h3 className="section-title">{text('card.entries')}</h3>
      <ul>
        {foreign.map((entry) => (
          <Entry key={entry.activityId} card={card} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ card, entry }: Readonly<{ card: CardRef; entry: CrmEntryView }>) {
  const text = useText();
  const format = useFormat();
  const { standing, subject, sentAt, isMail } = entry;
  return (
    <li className={`crm-entry crm-entry-${standing}`}>
      <Icon name={isMail ? 'mail' : 'file'} />
      <span className="clip" dir="auto">
        {subject === '' ? text('mail.no-subject') : subject}
      </span>
      <time className="dim" dateTime={new Date(sentAt).toISOString()} title={format.fullWhen(sentAt)}>
        {format.when(sentAt)}
      </time>
      {standing !== 'ours' && <span className="dim crm-entry-what">{text(`card.entry.${standing}`)}</span>}
      <Offer card={card} entry={entry} />
    </li>
  );
}

/** Ours is taken back like any mail that is detached; mail that is here is put on the card, and the CRM's own stands for it. */
function Offer({ card, entry: { standing, mailId } }: Readonly<{ card: CardRef; entry: CrmEntryView }>) {
  const text = useText();
  const dispatch = useDispatch();
  const { fail } = useAnnouncer();
  const attach = useCommand('links.attach');
  if (mailId === null) return null;
  if (standing === 'copy') {
    const request = { mails: [mailId], card, likely: 'message', at: null } as const;
    return (
      <Button look="quiet" onClick={() => dispatch({ kind: 'open', dialog: { kind: 'detach', request } })}>
        {text('card.entry.take-back')}
      </Button>
    );
  }
  if (standing !== 'known') return null;
  return (
    <Button
      look="quiet"
      disabled={attach.isPending}
      onClick={() => attach.mutate({ mails: [{ mailId }], cardId: card.id, reach: 'message' }, { onError: fail })}
    >
      {text('card.entry.attach')}
    </Button>
  );
}
