/** What others put on a card of the made-up CRM: a note, mail of its own sync, and a copy of the mail that Mailpin pushed. */
import type { CrmEntryView } from '../../app/contract/crm-entry-views.ts';
import type { ActivityId, MailId, UnixMs } from '../../app/domain/ids.ts';
import { NOW } from './fake-cards.ts';

interface MailOnCard {
  readonly id: MailId;
  readonly subject: string;
  readonly sentAt: UnixMs;
}

/** @param newest the newest mail on the card, of which the CRM's own sync has a copy */
export function fakeEntries(newest: MailOnCard | undefined): readonly CrmEntryView[] {
  const entry = (id: string, subject: string, ago: number): CrmEntryView => ({
    activityId: id as ActivityId,
    key: null,
    isOurs: false,
    isMail: true,
    standing: 'foreign',
    mailId: null,
    subject,
    sentAt: (NOW - ago) as UnixMs,
  });
  return [
    ...(newest === undefined
      ? []
      : [{ ...entry('copy', newest.subject, 0), sentAt: newest.sentAt, standing: 'copy' as const, mailId: newest.id }]),
    entry('sync', 'Directions to the plant', 6e8),
    { ...entry('note', 'Call with Ana', 9e8), isMail: false, standing: 'note' },
  ];
}
