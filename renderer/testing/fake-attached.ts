import type { MailPictures, OpenedMail } from '../../app/contract/opened-mail-views.ts';
import type { CanonicalAddress, UnixMs } from '../../app/domain/ids.ts';

/** One blue point. */
const POINT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** What hangs on every made-up mail: a logo named by its HTML, and a forwarded mail. */
export const fakeAttached = {
  'mails.pictures': (): MailPictures => ({
    pictures: [{ contentId: 'logo@acme.example', mediaType: 'image/png', base64: POINT }],
    leftOutCount: 0,
  }),
  'attachments.open': (): OpenedMail => ({
    subject: 'Delivery dates for the valves',
    participants: [
      {
        role: 'from',
        address: 'tom@acme.example' as CanonicalAddress,
        rawAddress: 'tom@acme.example',
        displayName: 'Tom Berg',
      },
    ],
    sentAt: Date.parse('2026-11-02T09:30:00Z') as UnixMs,
    isDateGuessed: false,
    kind: 'personal',
    text: 'The valves leave on Thursday.\n\nTom',
    html: null,
    attachments: [
      {
        part: '2.2',
        fileName: 'dates.pdf',
        mediaType: 'application/pdf',
        sizeBytes: 48_000,
        contentId: null,
        isInline: false,
      },
    ],
  }),
};
