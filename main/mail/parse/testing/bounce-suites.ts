import type { UnixMs } from '../../../../app/domain/ids.ts';
import type { MailContent, MailKind } from '../../../../app/domain/mail.ts';
import type { BounceReason } from '../../../../app/domain/mail-details.ts';
import { parseMail } from '../parse-mail.ts';
import { corpusFiles, corpusText, type Suite } from './suite.ts';

const NOW = Date.UTC(2026, 10, 22) as UnixMs;

interface SisimaiRow {
  readonly recipient?: string;
  readonly deliverystatus: string;
  readonly reason: string;
  readonly hardbounce: 0 | 1;
}
interface SisimaiLabel {
  readonly file: string;
  readonly kind: 'bounce' | 'feedback' | 'auto-reply' | 'delivered';
  readonly expected: readonly SisimaiRow[];
  readonly sisimai_run: readonly SisimaiRow[];
}

/** Our words for Sisimai's reasons; several where it is finer or cuts elsewhere. */
const REASONS: Readonly<Record<string, readonly BounceReason[]>> = {
  authfailure: ['not-authenticated'],
  badreputation: ['blocked'],
  blocked: ['blocked', 'not-allowed'],
  contenterror: ['spam', 'not-allowed', 'server-trouble'],
  delivered: ['unknown'],
  exceedlimit: ['too-large', 'too-many'],
  expired: ['unreachable', 'no-such-domain'],
  filtered: ['mailbox-disabled', 'not-allowed', 'no-such-mailbox'],
  hasmoved: ['moved'],
  hostunknown: ['no-such-domain'],
  mailboxfull: ['mailbox-full'],
  mailererror: ['server-trouble'],
  mesgtoobig: ['too-large'],
  networkerror: ['unreachable', 'no-such-domain', 'too-many'],
  norelaying: ['not-allowed'],
  notaccept: ['accepts-no-mail'],
  notcompliantrfc: ['not-allowed', 'spam'],
  onhold: ['unknown', 'not-allowed'],
  policyviolation: ['not-allowed', 'spam', 'not-authenticated'],
  rejected: ['not-allowed', 'blocked'],
  requireptr: ['blocked'],
  securityerror: ['not-allowed'],
  spamdetected: ['spam'],
  speeding: ['too-many'],
  suspend: ['mailbox-disabled'],
  syntaxerror: ['server-trouble'],
  systemerror: ['server-trouble'],
  systemfull: ['server-trouble', 'mailbox-full'],
  toomanyconn: ['too-many', 'blocked'],
  userunknown: ['no-such-mailbox'],
  virusdetected: ['spam'],
};

function* labelled(...kinds: readonly SisimaiLabel['kind'][]): Generator<readonly [SisimaiLabel, MailContent]> {
  const { messages } = JSON.parse(corpusText('bounces/sisimai.labels.json')) as { messages: readonly SisimaiLabel[] };
  for (const label of messages) {
    if (!kinds.includes(label.kind)) continue;
    const [[, bytes] = ['', Buffer.alloc(0)]] = corpusFiles(`bounces/sisimai/${label.file}`);
    yield [label, parseMail(bytes, NOW)];
  }
}

function recipientsOf({ details }: MailContent) {
  return details?.kind === 'bounce' ? details.recipients : [];
}

/** Each labelled recipient that was found, with what is said of it. */
function* eachRecipient() {
  for (const [label, mail] of labelled('bounce')) {
    const found = new Map(recipientsOf(mail).map((one) => [one.address, one]));
    for (const [at, run] of label.sisimai_run.entries()) {
      const recipient = found.get((run.recipient ?? '').toLowerCase());
      const row = label.expected[at] ?? run;
      const name = label.sisimai_run.length > 1 ? `${label.file} ${String(at + 1)}` : label.file;
      if (recipient !== undefined) yield { name, row, recipient };
    }
  }
}

function ofKind(kind: MailKind, pattern: string): Suite['cases'] {
  return function* () {
    for (const [name, bytes] of corpusFiles(pattern)) yield [name, parseMail(bytes, NOW).kind === kind];
  };
}

export const BOUNCE_SUITES: readonly Suite[] = [
  {
    name: 'Sisimai, bounces',
    counts: 'kind *bounce*',
    *cases() {
      for (const [{ file }, mail] of labelled('bounce', 'delivered')) yield [file, mail.kind === 'bounce'];
    },
    known: {
      'lhost-amazonses-09.eml': 'a notice of a service to its operator, in JSON',
      'lhost-amazonses-10.eml': 'a notice of a service to its operator, in JSON',
      'lhost-amazonses-13.eml': 'a notice of a service to its operator, in JSON',
      'lhost-fml-02.eml': 'a mailing list that refuses a stranger, with no sign of a server',
    },
  },
  {
    name: 'Sisimai, recipients',
    counts: 'exactly the labelled addresses',
    *cases() {
      for (const [{ file, sisimai_run: run }, mail] of labelled('bounce', 'delivered')) {
        const wanted = new Set(run.map((row) => (row.recipient ?? '').toLowerCase()));
        const found = new Set<string>(recipientsOf(mail).map((one) => one.address));
        yield [file, wanted.size === found.size && [...wanted].every((one) => found.has(one))];
      }
    },
    known: {
      'lhost-amazonses-09.eml': 'not read as a bounce (see above)',
      'lhost-amazonses-10.eml': 'not read as a bounce (see above)',
      'lhost-amazonses-13.eml': 'not read as a bounce (see above)',
      'lhost-fml-02.eml': 'not read as a bounce (see above)',
      'lhost-exim-52.eml': 'an address within the name of another one',
      'lhost-office365-04.eml': 'the label writes the address in another way, or cuts it',
      'lhost-postfix-32.eml': 'the label writes the address in another way, or cuts it',
      'lhost-v5sendmail-01.eml': 'the label writes the address in another way, or cuts it',
      'lhost-x5-01.eml': 'a bounce within a bounce, which names nobody itself',
      'rfc3464-28.eml': 'two mails in one file',
    },
  },
  {
    name: 'Sisimai, hard or soft',
    counts: 'hard where the label says so, by recipient found',
    *cases() {
      for (const { name, row, recipient } of eachRecipient()) yield [name, (row.hardbounce === 1) === recipient.isHard];
    },
    known: {
      'lhost-amazonses-02.eml': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'lhost-mailfoundry-01.eml': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'lhost-messagingserver-06.eml': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'lhost-messagingserver-08.eml': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'lhost-mxlogic-03.eml': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'lhost-x2-01.eml': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'lhost-yahoo-06.eml': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'rfc3464-57.eml': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'rhost-gsuite-08.eml': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'lhost-sendmail-02.eml 2': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'lhost-x2-02.eml 1': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'lhost-x2-02.eml 3': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'rfc3464-35.eml 3': 'a filter that speaks of an unknown user: Sisimai calls it soft',
      'lhost-opensmtpd-12.eml': 'an answer for now (4xx) is never hard here',
      'lhost-postfix-05.eml': 'an answer for now (4xx) is never hard here',
      'lhost-amazonses-01.eml': 'two servers speak, and we listen to the other one',
      'lhost-postfix-01.eml': 'two servers speak, and we listen to the other one',
      'lhost-qmail-04.eml': 'two servers speak, and we listen to the other one',
      'rfc3464-01.eml': 'two servers speak, and we listen to the other one',
      'lhost-v5sendmail-05.eml 1': 'two servers speak, and we listen to the other one',
      'lhost-v5sendmail-07.eml 1': 'two servers speak, and we listen to the other one',
      'lhost-exim-37.eml': 'prose that fits two reasons',
      'lhost-googlegroups-09.eml': 'prose that fits two reasons',
    },
  },
  {
    name: 'Sisimai, status codes',
    counts: 'the same code where the mail has one',
    *cases() {
      for (const { name, row, recipient } of eachRecipient()) {
        // Codes x.0.9xx are Sisimai's own, for mail without one.
        if (/^\d\.\d\.\d{1,2}$/.test(row.deliverystatus)) yield [name, row.deliverystatus === recipient.statusCode];
      }
    },
    known: {
      'lhost-amazonses-01.eml': 'two codes of one class, and the other one is taken',
      'lhost-amazonses-03.eml': 'two codes of one class, and the other one is taken',
      'lhost-amazonses-17.eml': 'two codes of one class, and the other one is taken',
      'lhost-exim-44.eml': 'the code is in words that speak of no recipient',
      'lhost-exim-60.eml': 'the code is in words that speak of no recipient',
      'lhost-sendmail-18.eml': 'the code is in words that speak of no recipient',
      'lhost-sendmail-56.eml': 'the code is in words that speak of no recipient',
    },
  },
  {
    name: 'Sisimai, reasons',
    counts: 'a reason of the same meaning',
    *cases() {
      for (const { name, row, recipient } of eachRecipient())
        yield [name, REASONS[row.reason]?.includes(recipient.reason) ?? false];
    },
    known: {
      'lhost-amazonses-08.eml': 'prose that fits two reasons',
      'lhost-amazonses-19.eml': 'prose that fits two reasons',
      'lhost-exchange2003-04.eml': 'prose that fits two reasons',
      'lhost-exim-37.eml': 'prose that fits two reasons',
      'lhost-exim-58.eml': 'prose that fits two reasons',
      'lhost-gmail-07.eml': 'prose that fits two reasons',
      'lhost-googlegroups-09.eml': 'prose that fits two reasons',
      'lhost-googleworkspace-01.eml': 'prose that fits two reasons',
      'lhost-opensmtpd-12.eml': 'prose that fits two reasons',
      'lhost-opensmtpd-13.eml': 'prose that fits two reasons',
      'lhost-postfix-09.eml': 'prose that fits two reasons',
      'lhost-postfix-34.eml': 'prose that fits two reasons',
      'lhost-postfix-74.eml': 'prose that fits two reasons',
      'lhost-qmail-05.eml': 'prose that fits two reasons',
      'lhost-qmail-11.eml': 'prose that fits two reasons',
      'lhost-sendmail-09.eml': 'prose that fits two reasons',
      'lhost-sendmail-16.eml': 'prose that fits two reasons',
      'lhost-sendmail-21.eml': 'prose that fits two reasons',
      'lhost-sendmail-34.eml': 'prose that fits two reasons',
      'lhost-sendmail-53.eml': 'prose that fits two reasons',
      'lhost-sendmail-59.eml': 'prose that fits two reasons',
      'rfc3464-29.eml': 'prose that fits two reasons',
      'rhost-spectrum-01.eml': 'prose that fits two reasons',
      'rhost-yahooinc-02.eml': 'prose that fits two reasons',
      'rfc3464-35.eml 1': 'prose that fits two reasons',
      'lhost-amazonses-01.eml': 'two servers speak, and we listen to the other one',
      'lhost-postfix-01.eml': 'two servers speak, and we listen to the other one',
      'lhost-qmail-04.eml': 'two servers speak, and we listen to the other one',
      'rfc3464-01.eml': 'two servers speak, and we listen to the other one',
      'lhost-v5sendmail-06.eml': 'two servers speak, and we listen to the other one',
      'lhost-v5sendmail-05.eml 1': 'two servers speak, and we listen to the other one',
      'lhost-v5sendmail-07.eml 1': 'two servers speak, and we listen to the other one',
      'lhost-exim-44.eml': 'a program on the receiving computer failed, and only its exit status is told',
      'lhost-exim-53.eml': 'a program on the receiving computer failed, and only its exit status is told',
      'lhost-sendmail-13.eml': 'a program on the receiving computer failed, and only its exit status is told',
      'lhost-sendmail-18.eml': 'a program on the receiving computer failed, and only its exit status is told',
      'lhost-sendmail-55.eml': 'a program on the receiving computer failed, and only its exit status is told',
      'lhost-postfix-49.eml': 'a whole bounce pasted into the text of another one',
      'lhost-postfix-50.eml': 'a whole bounce pasted into the text of another one',
    },
  },
  {
    name: 'Sisimai, automatic replies',
    counts: 'kind *auto-reply*',
    *cases() {
      for (const [{ file }, mail] of labelled('auto-reply')) yield [file, mail.kind === 'auto-reply'];
    },
    known: {},
  },
  {
    name: 'Sisimai, complaints',
    counts: 'no mail of a person, and no bounce',
    *cases() {
      for (const [{ file }, mail] of labelled('feedback'))
        yield [file, mail.kind === 'bulk' || mail.kind === 'auto-reply'];
    },
    known: {
      'arf-22.eml': 'a complaint without a report, written like a mail',
      'arf-23.eml': 'a complaint without a report, written like a mail',
      'arf-24.eml': 'a complaint without a report, written like a mail',
    },
  },
  {
    name: 'flanker, mikel/mail, SpamAssassin',
    counts: 'kind *bounce*',
    cases: ofKind('bounce', 'bounces/{flanker,mikel-mail,spamassassin,not-a-parsable-bounce/rb*}/*.eml'),
    known: {},
  },
  {
    name: 'automatic replies, labelled',
    counts: 'auto-reply or not',
    *cases() {
      const { messages } = JSON.parse(corpusText('auto-reply/labels.json')) as {
        messages: readonly { file: string; auto_reply: boolean }[];
      };
      for (const { file, auto_reply: isAutoReply } of messages) {
        const [[, bytes] = ['', Buffer.alloc(0)]] = corpusFiles(`auto-reply/${file}`);
        yield [file, (parseMail(bytes, NOW).kind === 'auto-reply') === isAutoReply];
      }
    },
    known: {},
  },
];
