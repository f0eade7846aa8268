import { expect, test } from 'vitest';
import { mailKind, type MailSigns } from './mail-kind.ts';

const PERSONAL: MailSigns = {
  subject: 'Your offer',
  from: 'ana@globex.example',
  isReply: false,
  autoSubmitted: null,
  precedence: null,
  isFromList: false,
  hasAutoReplyField: false,
  hasNullReturnPath: false,
  hasFailedRecipients: false,
  partTypes: ['text/plain'],
  reportType: null,
  isInvitation: false,
  tellsFailure: () => false,
  showsServer: () => false,
};

test.each<[string, Partial<MailSigns>, string]>([
  ['a mail between people', {}, 'personal'],
  ['Auto-Submitted: no', { autoSubmitted: 'no' }, 'personal'],
  ['a list', { isFromList: true }, 'bulk'],
  ['Precedence: bulk', { precedence: 'bulk' }, 'bulk'],
  ['a notice of a program', { autoSubmitted: 'auto-generated' }, 'bulk'],
  ['Auto-Submitted: auto-replied', { autoSubmitted: 'auto-replied (vacation)' }, 'auto-reply'],
  ['Precedence: auto_reply', { precedence: 'auto_reply' }, 'auto-reply'],
  ['a field of a responder', { hasAutoReplyField: true }, 'auto-reply'],
  ['a read receipt', { partTypes: ['multipart/report'], reportType: 'disposition-notification' }, 'auto-reply'],
  ['an automatic reply by its subject', { subject: 'Automatic reply: Your offer', isReply: true }, 'auto-reply'],
  ['a robot without a sign in the header', { subject: 'Out of Office Re: Your offer' }, 'auto-reply'],
  ['a person who will be away', { subject: 'Out of office next week' }, 'personal'],
  ['the same in German', { subject: 'Abwesenheitsnotiz: Ihr Angebot' }, 'auto-reply'],
  ['the same in brackets', { subject: '[Automatyczna odpowiedź] Oferta', precedence: 'junk' }, 'auto-reply'],
  ['the same in Japanese', { subject: '自動応答: お見積り' }, 'auto-reply'],
  [
    'Notes out of office, even by way of a list',
    { subject: '[L] Ana P is out of the office.', isFromList: true },
    'auto-reply',
  ],
  ['a person who answers such a mail', { subject: 'Re: Ana is out of the office.', isReply: true }, 'personal'],
  ['a person who quotes it', { subject: 'Re: Automatic reply: Your offer' }, 'personal'],
  [
    'a delivery report',
    { partTypes: ['multipart/report', 'text/plain', 'message/delivery-status'], reportType: 'delivery-status' },
    'bounce',
  ],
  ['prose of a mailer-daemon', { from: 'MAILER-DAEMON@mx.example', subject: 'failure notice' }, 'bounce'],
  ['X-Failed-Recipients', { hasFailedRecipients: true }, 'bounce'],
  ['a postmaster who says so', { from: 'postmaster@mx.example', subject: 'Undeliverable: Your offer' }, 'bounce'],
  [
    'a bounce that also says auto-replied',
    { from: 'postmaster@mx.example', subject: 'email bounce notification', autoSubmitted: 'auto-replied' },
    'bounce',
  ],
  [
    'Exchange, whose report lost its parts on the way',
    {
      from: 'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@acme.example',
      subject: 'Unzustellbar: Angebot',
      autoSubmitted: 'auto-replied',
    },
    'bounce',
  ],
  [
    'Exchange, which tells of a mailbox that is nearly full',
    {
      from: 'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@acme.example',
      subject: 'Your mailbox is almost full',
      autoSubmitted: 'auto-generated',
    },
    'bulk',
  ],
  ['the same in French', { from: 'postmaster@mx.example', subject: 'Non remis : Offre' }, 'bounce'],
  ['the same in Italian', { from: 'postmaster@mx.example', subject: 'Non recapitabile: Offerta' }, 'bounce'],
  ['the same in Japanese', { from: 'postmaster@mx.example', subject: '配信不能: お見積り' }, 'bounce'],
  ['a postmaster with a name and no address', { from: 'Postmaster', subject: 'Undeliverable: Your offer' }, 'bounce'],
  [
    'a gateway that writes in the name of an administrator',
    {
      from: 'admin@mx.example',
      subject: 'Non-Delivery: Your offer',
      tellsFailure: () => true,
      showsServer: () => true,
    },
    'bounce',
  ],
  [
    'a customer whose goods were not delivered',
    { subject: 'Delivery failure: order 4711', tellsFailure: () => true },
    'personal',
  ],
  ['a person who writes of undelivered mail', { subject: 'Your delivery', tellsFailure: () => true }, 'personal'],
  [
    'a person who answers a bounce that was passed on',
    { subject: 'Undeliverable: Your offer', tellsFailure: () => true, isReply: true },
    'personal',
  ],
  [
    'a rejection that looks like a receipt',
    { autoSubmitted: 'auto-replied (rejected)', reportType: 'disposition-notification' },
    'bounce',
  ],
  ['a postmaster who is a person', { from: 'postmaster@mx.example', subject: 'Our new server' }, 'personal'],
  ['a vacation reply without return path', { hasNullReturnPath: true, autoSubmitted: 'auto-replied' }, 'auto-reply'],
  ['an invitation', { isInvitation: true }, 'invitation'],
  ['an invitation by way of a list', { isInvitation: true, isFromList: true }, 'invitation'],
])('%s', (_what, signs, kind) => {
  expect(mailKind({ ...PERSONAL, ...signs })).toBe(kind);
});
