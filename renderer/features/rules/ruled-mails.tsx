import type { RuledMail, RuledMails } from '../../../app/contract/rules-views.ts';
import { Bones } from '../../components/bones.tsx';
import { Button } from '../../components/button.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { AllowButtons } from './allow-buttons.tsx';
import { allowOffers } from './allow-offers.ts';

type RuledMailListProps = Readonly<{
  page: RuledMails | undefined;
  /** Whether each mail offers to let it through. */
  hasAllow: boolean;
  onMore: () => void;
}>;

/** The mails of a filter or of somebody listed, a page after another. */
export function RuledMailList({ page, hasAllow, onMore }: RuledMailListProps) {
  const text = useText();
  if (page === undefined) return <Bones count={4} label={text('state.loading')} />;
  return (
    <div className="rules-mails">
      <ul aria-label={text('rules.mails-of')}>
        {page.items.map((mail) => (
          <MailLine key={mail.mailId} mail={mail} hasAllow={hasAllow} />
        ))}
      </ul>
      {page.next !== null && (
        <Button look="link" onClick={onMore}>
          {text('rules.more', { count: page.total - page.items.length })}
        </Button>
      )}
    </div>
  );
}

function MailLine({ mail, hasAllow }: Readonly<{ mail: RuledMail; hasAllow: boolean }>) {
  const text = useText();
  const format = useFormat();
  return (
    <li className="rules-mail">
      <span className="clip dim" title={mail.from.address}>
        {mail.from.name}
      </span>
      <span className="clip" dir="auto">
        {mail.subject === '' ? text('mail.no-subject') : mail.subject}
      </span>
      <span className="dim">{format.when(mail.sentAt)}</span>
      {hasAllow && (
        <span className="rules-allow">
          <AllowButtons offers={allowOffers({ ...mail, address: mail.from.address })} />
        </span>
      )}
    </li>
  );
}
