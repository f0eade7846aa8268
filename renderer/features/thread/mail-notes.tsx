import type { DeliveryTrouble } from '../../../app/contract/mail-details-views.ts';
import type { MailView } from '../../../app/contract/mail-views.ts';
import type { BounceDetails, BounceRecipient, MailDetails } from '../../../app/domain/mail-details.ts';
import { Notice } from '../../components/notice.tsx';
import { Tag } from '../../components/tag.tsx';
import { useFormat } from '../../text/use-format.ts';
import { useText } from '../../text/use-text.ts';
import { InvitationNote } from './invitation-note.tsx';

/** What is known of a mail besides its text: whom it did not reach, what it reports, how long somebody is away, what it invites to. */
export function MailNotes({ mail }: Readonly<{ mail: MailView }>) {
  return (
    <>
      {mail.troubles.map((trouble) => (
        <TroubleNote key={trouble.address} trouble={trouble} />
      ))}
      {mail.details !== null && <DetailsNote details={mail.details} bouncedSubject={mail.bounced?.subject ?? null} />}
    </>
  );
}

/** The same in a word, for a mail that is folded. */
export function TroubleTags({ troubles }: Readonly<{ troubles: readonly DeliveryTrouble[] }>) {
  const words = useTroubleWords();
  return troubles.map((trouble) => (
    <Tag key={trouble.address} tone={trouble.outcome === 'failed' ? 'bad' : 'warn'}>
      {words(trouble)}
    </Tag>
  ));
}

function TroubleNote({ trouble }: Readonly<{ trouble: BounceRecipient }>) {
  const text = useText();
  const words = useTroubleWords();
  const hasFailed = trouble.outcome === 'failed';
  return (
    <Notice tone={hasFailed ? 'warn' : 'plain'} icon={hasFailed ? 'alert' : 'clock'}>
      <span dir="auto">{words(trouble)}</span>
      {trouble.isHard && <small className="note-detail">{text('mail.bounce.hard')}</small>}
      {trouble.diagnostic !== null && (
        <small className="note-detail selectable">
          {text('mail.bounce.server-said', { words: trouble.diagnostic })}
        </small>
      )}
    </Notice>
  );
}

function useTroubleWords(): (recipient: BounceRecipient) => string {
  const text = useText();
  return ({ address, outcome, reason, statusCode }) =>
    text(`mail.bounce.${outcome}`, {
      address,
      because: text(`mail.bounce.reason.${reason}`),
      code: statusCode ?? 'none',
    });
}

function DetailsNote({ details, bouncedSubject }: Readonly<{ details: MailDetails; bouncedSubject: string | null }>) {
  const text = useText();
  const format = useFormat();
  switch (details.kind) {
    case 'bounce':
      return <BounceNote details={details} subject={bouncedSubject ?? details.originalSubject} />;
    case 'invitation':
      return <InvitationNote invitation={details} />;
    case 'auto-reply':
      return (
        <Notice tone="plain" icon="clock">
          {details.awayUntil === null
            ? text(`mail.auto-reply.${details.sort}`)
            : text('mail.auto-reply.until', { day: format.wholeDay(details.awayUntil) })}
        </Notice>
      );
    case 'bulk':
      return null;
  }
}

function BounceNote({ details, subject }: Readonly<{ details: BounceDetails; subject: string | null }>) {
  const text = useText();
  return (
    <>
      {details.recipients.map((recipient) => (
        <TroubleNote key={recipient.address} trouble={recipient} />
      ))}
      {subject !== null && subject !== '' && (
        <p className="dim" dir="auto">
          {text('mail.bounce.about', { subject })}
        </p>
      )}
    </>
  );
}
