/** Threads of the made-up sales team: one of each kind that the window has to show well, then as many as are asked for. */
import type { DeliveryTrouble } from '../../app/contract/mail-details-views.ts';
import type { Filter } from '../../app/domain/link.ts';
import type { MailDetails } from '../../app/domain/mail-details.ts';

export interface FakeMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly hoursAgo: number;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly (readonly [name: string, bytes: number])[];
  readonly details?: MailDetails;
  readonly troubles?: readonly DeliveryTrouble[];
}
export interface FakeThread {
  readonly subject: string;
  readonly mails: readonly FakeMail[];
  /** Ends of card ids the thread is on. */
  readonly on?: readonly string[];
  readonly keptOut?: readonly string[];
  readonly asks?: readonly string[];
  readonly heldBy?: Filter;
  readonly recipients?: number;
  readonly push?: 'waiting' | 'failed';
  readonly isUnseen?: boolean;
}

const me = 'Sally Berg <sally@acme.example>';
const ana = 'Ana Ferreira <ana@ferreira-foods.example>';
const tom = 'Tom Berg <tom@acme.example>';
const marta = 'Marta Kowalska <marta@nordlicht.example>';

export const THREADS: readonly FakeThread[] = [
  {
    subject: 'Re: Quote 2291, rollout in two phases',
    asks: ['deal:d2', 'deal:d1'],
    on: ['contact:c1'],
    isUnseen: true,
    mails: [
      { from: me, to: [ana, tom], hoursAgo: 100, text: 'Dear Ana,\n\nhere is quote 2291 as discussed.\n\nSally' },
      { from: ana, to: [me, tom], hoursAgo: 76, text: 'Thank you, I will look at it with Rui.\n\nAna' },
      {
        from: tom,
        to: [ana, me],
        hoursAgo: 52,
        text: 'Ana, the security questionnaire is attached to the quote.\n\nTom',
      },
      { from: ana, to: [me], hoursAgo: 28, text: 'We have a first question about the seats.' },
      {
        from: ana,
        to: [me, tom],
        hoursAgo: 0.4,
        text: 'Dear Sally,\n\nphase one could start on 2 December if the security review is done by then. For phase two we need the price for 180 seats instead of 150; procurement asks for a new quote by Friday. The plan is at https://ferreira-foods.example/plan.\n\nMarta from our IT is in copy from now on.\n\nBest regards\nAna\n\nOn Thu, 19 November 2026 at 10:02, Sally Berg <sally@acme.example> wrote:\n> Dear Ana,\n> here is quote 2291 as discussed.\n>\n> Sally',
        attachments: [
          ['rollout-plan.pdf', 212_000],
          ['seats and phases.xlsx', 48_300],
        ],
      },
    ],
  },
  {
    subject: '見積書の件',
    on: ['deal:d4', 'contact:c3'],
    isUnseen: true,
    mails: [
      {
        from: '佐藤健二 <sato@sato-seiki.example>',
        to: [me],
        hoursAgo: 1,
        text: '添付の条件で進めたいと考えております。ご確認をお願いいたします。\n\n佐藤',
      },
    ],
  },
  {
    subject: 'Re: Security questionnaire',
    on: ['deal:d3', 'contact:c2', 'company:o1'],
    mails: [
      { from: me, to: [marta], hoursAgo: 30, text: 'Hello Marta, the answers are attached.' },
      {
        from: marta,
        to: [me],
        hoursAgo: 1.6,
        text: 'answered 31 of 34, three are open',
        html: '<style>td{padding:6px 14px;border-bottom:1px solid #ddd} th{text-align:left;padding:6px 14px}</style><p>Hello Sally,</p><p>we answered <b>31 of 34</b>; three are open. See <a href="https://nordlicht.example/q">the list</a>.</p><table><tr><th>Question</th><th>Who</th></tr><tr><td>Key rotation</td><td>Nordlicht IT</td></tr><tr><td>Sub-processors</td><td>Legal</td></tr></table><img src="https://tracker.example/p.gif" width="1"><p>Marta</p><div class="gmail_quote"><p>On Friday Sally wrote:</p><blockquote>Hello Marta, the answers are attached.</blockquote></div>',
      },
    ],
  },
  {
    subject: 'Lunch on Thursday?',
    keptOut: ['deal:d5'],
    on: ['contact:c4'],
    mails: [
      {
        from: 'Ben Ashworth <ben@ashworth.example>',
        to: [me],
        hoursAgo: 2.2,
        text: 'nothing about the deal, just lunch. Same place?',
      },
    ],
  },
  {
    subject: 'Not delivered: p.dupont@verrier.example',
    heldBy: 'bounce',
    mails: [
      { from: 'Mail delivery system <mailer-daemon@acme.example>', to: [me], hoursAgo: 40, text: 'address unknown' },
    ],
  },
  {
    subject: 'Five trends in procurement',
    heldBy: 'bulk',
    mails: [
      {
        from: 'Trade Weekly <news@tradeweekly.example>',
        to: [me],
        hoursAgo: 41,
        text: 'unsubscribe',
        html: '<div style="background:#10243f;color:#fff;padding:24px;font-family:Georgia"><h1 style="margin:0">Trade Weekly</h1><p style="color:#b9d2ff">Five trends in procurement</p></div><img src="https://tradeweekly.example/head.png" alt="Header"><p style="color:#333">Read on.</p>',
      },
    ],
  },
  {
    subject: 'Firma del contratto',
    on: ['deal:d6'],
    mails: [
      {
        from: 'Luca Rossi <luca@rossi.example>',
        to: [me],
        hoursAgo: 46,
        text: 'in allegato la versione firmata',
        attachments: [['contratto.pdf', 1_830_000]],
      },
    ],
  },
  {
    subject: 'Partner day: agenda and travel',
    recipients: 5_000,
    mails: [{ from: 'Elena Novak <elena@partners.example>', to: [me], hoursAgo: 66, text: 'see you all on Tuesday' }],
  },
  {
    subject: 'Offre 120, remise trois ans',
    on: ['deal:d7'],
    push: 'waiting',
    mails: [
      { from: me, to: ['Hugo Blanc <hugo@blanc.example>'], hoursAgo: 68, text: 'comme convenu, voici notre offre' },
    ],
  },
  {
    subject: 'Re: Re: Go-live date',
    on: ['deal:d8'],
    push: 'failed',
    mails: [
      { from: 'Wim Jansen <wim@jansen.example>', to: [me], hoursAgo: 92, text: 'Tuesday works for the whole team' },
    ],
  },
  {
    subject: 'بخصوص عرض الأسعار والتخزين البارد',
    on: ['lead:l1', 'deal:d10'],
    mails: [
      {
        from: 'ليلى حداد <layla@harbour.example>',
        to: [me],
        hoursAgo: 93,
        text: 'شكراً على العرض، لدينا سؤالان حول التسليم.',
      },
    ],
  },
  {
    subject: `Question about ${'a very long subject that somebody pasted in from a ticket system '.repeat(5)}`.trim(),
    mails: [{ from: 'Imke de Boer <imke@kestrel.example>', to: [me], hoursAgo: 97, text: 'see subject' }],
    on: ['deal:d11'],
  },
  {
    subject: 'Which region first?',
    asks: ['deal:d11', 'deal:d9', 'deal:d3'],
    mails: [{ from: 'Imke de Boer <imke@kestrel.example>', to: [me], hoursAgo: 120, text: 'north or south?' }],
  },
];

/** A thread of no interest, to make lists long. */
export function fillerThread(at: number): FakeThread {
  return {
    subject: `Order confirmation ${4_000 - at}`,
    mails: [
      {
        from: `Customer ${at} <c${at}@shop.example>`,
        to: [me],
        hoursAgo: 130 + at,
        text: 'Thank you for the confirmation.',
      },
    ],
    ...(at % 3 === 0 && { on: ['deal:d3'] }),
  };
}
