/** Mail and cards of a small company of our own making, for tests that run the whole program. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeMail, type MailToCompose } from '../../../resources/sample/compose-mime.ts';

export const SALLY = 'sally@acme.test';

/** What a test says of a mail; the rest is filled in. The id is its Message-ID up to the `@`. */
export interface MailPlan {
  readonly id: string;
  readonly from: string;
  readonly to?: readonly string[];
  readonly subject?: string;
  readonly text?: string;
  /** Ids of the mails it answers, oldest first. */
  readonly answers?: readonly string[];
  readonly headers?: MailToCompose['headers'];
  readonly mailbox?: 'INBOX' | 'Sent';
  /** Minutes after the first moment of the story. */
  readonly minute?: number;
}

const STORY_BEGINS = Date.UTC(2026, 9, 1, 8);
const MINUTE_MS = 60_000;

export function messageIdOf(id: string): string {
  return `${id}@mail.test`;
}

/** The mail as its sender wrote it. */
export function rawMail(plan: MailPlan): string {
  const answers = (plan.answers ?? []).map(messageIdOf);
  return composeMail({
    from: { name: plan.from.split('@')[0] ?? '', address: plan.from },
    to: (plan.to ?? [plan.from === SALLY ? 'ana@globex.test' : SALLY]).map((address) => ({ name: '', address })),
    subject: plan.subject ?? `About ${plan.id}`,
    date: new Date(STORY_BEGINS + (plan.minute ?? 0) * MINUTE_MS),
    messageId: messageIdOf(plan.id),
    inReplyTo: answers.at(-1),
    references: answers,
    headers: plan.headers,
    text: plan.text ?? `This is the text of ${plan.id}.\n`,
  });
}

/** Adds mails to a Maildir tree, as a delivery agent does: written in `tmp`, seen by nobody before it is whole in `cur`. */
export function addToMaildir(maildir: string, plans: readonly MailPlan[]): void {
  for (const mailbox of ['.', '.Sent']) {
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(maildir, mailbox, part), { recursive: true });
  }
  for (const plan of plans) {
    const mailbox = plan.mailbox === 'Sent' ? '.Sent' : '.';
    writeFileSync(join(maildir, mailbox, 'cur', `${plan.id}.mail.test:2,S`), rawMail(plan));
  }
}

/** Ana is on one open deal, Ben on two; Globex is known by its domain. */
export const CARD_FILE = `kind,id,name,emails,domains,people,company,pipeline,stage,status
company,o1,Globex,,globex.test,,,,,
contact,c1,Ana Ruiz,ana@globex.test,,,o1,,,
contact,c2,Ben Koch,ben@initech.test,,,,,,
deal,d1,Pumps,,,c1,,Sales,Offer,open
deal,d2,Valves,,,c2,,Sales,Offer,open
deal,d3,Spare parts,,,c2,,Sales,Talk,open
`;

/** A thread with Ana, a question from Ben, a colleague of Ana's, a newsletter and a stranger. */
export const STORY: readonly MailPlan[] = [
  { id: 'ask', from: 'ana@globex.test', subject: 'Pump 40' },
  { id: 'offer', from: SALLY, subject: 'Re: Pump 40', answers: ['ask'], mailbox: 'Sent', minute: 10 },
  { id: 'which', from: 'ben@initech.test', subject: 'Delivery', minute: 20 },
  { id: 'carl', from: 'carl@globex.test', subject: 'Visit', minute: 30 },
  { id: 'news', from: 'news@shop.test', headers: [['List-Id', '<news.shop.test>']], minute: 40 },
  { id: 'stranger', from: 'nina@elsewhere.test', minute: 50 },
];

/** Where the rules put them. */
export const STORY_LINKS: readonly string[] = ['ask c1', 'ask d1', 'carl o1', 'offer c1', 'offer d1', 'which c2'];
