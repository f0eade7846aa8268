import { useState } from 'react';
import type { MailView } from '../../../app/contract/mail-views.ts';
import type { Participant } from '../../../app/domain/mail.ts';
import { Button } from '../../components/button.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { PersonAddress } from './person-address.tsx';

/** Names shown before the rest is counted. */
const NAMES = 3;

/** To whom a mail went: a few names, the others by number, all of them on demand. Thousands are fine. */
export function Recipients({ mail }: Readonly<{ mail: MailView }>) {
  const [isOpen, setIsOpen] = useState(false);
  const text = useText();
  const format = useFormat();
  const recipients = mail.participants.filter(({ role }) => role === 'to' || role === 'cc' || role === 'bcc');
  if (recipients.length === 0) return <span className="dim">{text('mail.to-nobody')}</span>;
  const names = recipients.slice(0, NAMES).map((one) => (one.relation === 'me' ? text('who.you') : nameOf(one)));
  const rest = mail.recipientCount - names.length;
  return (
    <>
      <Button look="link" className="recipients" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <span className="clip" dir="auto">
          {rest > 0
            ? text('mail.to-others', { names: format.list(names), count: rest })
            : text('mail.to', { names: format.list(names) })}
        </span>
      </Button>
      {isOpen && (
        <ul className="recipients-all selectable" aria-label={text('mail.recipients', { count: mail.recipientCount })}>
          {recipients.map((one, at) => (
            <li key={at} dir="auto">
              <span className="dim">{text(`mail.role.${roleOf(one)}`)}</span> {one.displayName}{' '}
              <PersonAddress person={one} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function nameOf({ displayName, rawAddress }: Participant): string {
  return displayName === '' ? rawAddress : displayName;
}

function roleOf({ role }: Participant): 'to' | 'cc' | 'bcc' {
  return role === 'cc' || role === 'bcc' ? role : 'to';
}
