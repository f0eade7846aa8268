/** The made-up mailbox as the window's views, and the few changes a user can make to it. In memory; for tests and the dev page. */
import type { CardSummary } from '../../app/contract/card-views.ts';
import type { KeptOut, LinkView, PushState } from '../../app/contract/link-views.ts';
import type { MailView } from '../../app/contract/mail-views.ts';
import type { ParticipantView } from '../../app/contract/people-views.ts';
import type { Chip, Question, ThreadDetail, ThreadSummary } from '../../app/contract/thread-views.ts';
import type { CardRef } from '../../app/domain/card.ts';
import type {
  AccountId,
  CanonicalAddress,
  MailId,
  MessageId,
  MessageKey,
  ThreadId,
  UnixMs,
} from '../../app/domain/ids.ts';
import type { RankedDeal } from '../../app/domain/link.ts';
import type { ParticipantRole } from '../../app/domain/mail.ts';
import { fakeCards, NOW } from './fake-cards.ts';
import { fillerThread, THREADS, type FakeMail, type FakeThread } from './fake-mail.ts';

export interface StoredThread {
  readonly id: ThreadId;
  readonly source: FakeThread;
  mails: readonly MailView[];
  question: Question | null;
}

const ME = 'sally@acme.example';
const HOUR_MS = 3_600_000;
const PUSHED: Readonly<Record<'arrived' | 'waiting' | 'failed', PushState>> = {
  arrived: { kind: 'arrived' },
  waiting: { kind: 'waiting', until: null, because: 'crm.unavailable' },
  failed: { kind: 'failed', because: 'crm.rule-refused' },
};

export class FakeStore {
  readonly cards: CardSummary[] = fakeCards();
  readonly threads: StoredThread[];
  private lastId = 0;

  constructor(fillerCount: number) {
    const all = [...THREADS, ...Array.from({ length: fillerCount }, (_, at) => fillerThread(at))];
    this.threads = all.map((source, at) => this.stored(source, (at + 1) as ThreadId));
  }

  card(end: string): CardSummary {
    const card = this.cards.find(({ id }) => id.endsWith(end));
    if (card === undefined) throw new Error(`no card ${end}`);
    return card;
  }

  /** A new mail at the top of the list, as if it had just arrived. */
  receive(source: FakeThread): ThreadId {
    const id = (this.threads.length + 1) as ThreadId;
    this.threads.unshift(this.stored(source, id));
    return id;
  }

  summary({ id, source, mails, question }: StoredThread): ThreadSummary {
    const newest = mails.at(-1);
    if (newest === undefined) throw new Error('a thread without mail');
    const people = new Map(mails.flatMap(({ participants }) => participants).map((one) => [one.rawAddress, one]));
    const isMe = (one: ParticipantView) => one.relation === 'me';
    const listed = [...people.values()].slice(0, 5);
    return {
      id,
      newestMessageId: newest.messageId,
      newestMailId: newest.id,
      subject: source.subject,
      people: listed.map((one) => ({ name: one.displayName, address: one.rawAddress, isMe: isMe(one) })),
      peopleCount: Math.max(people.size, source.recipients ?? 0),
      snippet: newest.snippet,
      lastAt: newest.sentAt,
      lastDirection: newest.direction,
      mailCount: mails.length,
      unseenCount: source.isUnseen === true ? 1 : 0,
      hasAttachments: mails.some(({ attachments }) => attachments.length > 0),
      chips: this.chips(source, mails, question),
    };
  }

  detail(thread: StoredThread): ThreadDetail {
    const ids = new Set(thread.mails.flatMap(({ links }) => links.map(({ card }) => card.id)));
    return {
      summary: this.summary(thread),
      mails: thread.mails,
      cards: this.cards.filter(({ id }) => ids.has(id)),
      question: thread.question,
    };
  }

  link(mailId: MailId, card: CardRef, push: PushState): LinkView {
    const decidedAt = Date.now() as UnixMs;
    return {
      mailId,
      card: ref(card),
      origin: 'user',
      evidence: { rule: 'user', reach: 'thread', decidedAt },
      linkedAt: decidedAt,
      push,
    };
  }

  private chips(source: FakeThread, mails: readonly MailView[], question: Question | null): readonly Chip[] {
    const links = new Map(mails.flatMap((mail) => mail.links).map((link) => [link.card.id, link]));
    const out = new Map(mails.flatMap((mail) => mail.keptOut).map((one) => [one.card.id, one]));
    return [
      ...(question === null ? [] : [{ kind: 'question', dealCount: question.deals.length } as const]),
      ...[...links.values()].map(({ card, push }) => ({ kind: 'card', card, push, isHeadersOnly: false }) as const),
      ...[...out.values()].map(({ card }) => ({ kind: 'kept-out', card }) as const),
      ...(source.heldBy === undefined ? [] : [{ kind: 'private', because: source.heldBy } as const]),
      ...(source.recipients === undefined ? [] : [{ kind: 'many-recipients', count: source.recipients } as const]),
    ];
  }

  private stored(source: FakeThread, id: ThreadId): StoredThread {
    const mails = source.mails.map((mail) => this.mail(mail, source));
    const newest = mails.at(-1);
    const deals = (source.asks ?? []).map((end, at) => this.ranked(end, at));
    const question: Question | null =
      newest === undefined || deals.length === 0
        ? null
        : {
            threadId: id,
            mailId: newest.id,
            messageId: newest.messageId,
            subject: source.subject,
            people: newest.participants.map(({ displayName, rawAddress }) => ({
              name: displayName,
              address: rawAddress,
              isMe: rawAddress.startsWith('sally'),
            })),
            snippet: newest.snippet,
            sentAt: newest.sentAt,
            deals,
          };
    return { id, source, mails, question };
  }

  private ranked(end: string, at: number): RankedDeal {
    const card = this.card(end);
    return {
      card: ref(card),
      score: 10 - at,
      reasons:
        at === 0
          ? [
              { kind: 'words-in-text', words: ['Quote 2291'] },
              { kind: 'people-on-deal', names: card.people },
            ]
          : [
              { kind: 'people-on-deal', names: card.people.slice(0, 1) },
              { kind: 'late-stage', stage: card.stageName ?? '' },
            ],
    };
  }

  private mail(mail: FakeMail, source: FakeThread): MailView {
    const id = ++this.lastId as MailId;
    const sentAt = Math.round(NOW - mail.hoursAgo * HOUR_MS) as UnixMs;
    const others = Array.from(
      { length: Math.max(0, (source.recipients ?? 0) - mail.to.length) },
      (_, at) => `Partner ${at} <p${at}@partners.example>`,
    );
    const participants = [
      person(mail.from, 'from'),
      ...mail.to.map((to) => person(to, 'to')),
      ...others.map((to) => person(to, 'cc')),
    ];
    const push = PUSHED[source.push ?? 'arrived'];
    const links = (source.on ?? []).map((end, at): LinkView => {
      const card = this.card(end);
      const address = person(mail.from, 'from').address ?? ('' as CanonicalAddress);
      return {
        mailId: id,
        card: ref(card),
        origin: 'rule',
        evidence:
          card.kind === 'deal'
            ? { rule: 'only-open-deal', viaId: card.id }
            : at > 1
              ? { rule: 'domain', domain: 'nordlicht.example' }
              : { rule: 'address', address, step: 'exact', isPrimary: true },
        linkedAt: sentAt,
        push,
      };
    });
    const keptOut = (source.keptOut ?? []).map((end): KeptOut => ({
      mailId: id,
      card: ref(this.card(end)),
      reach: 'thread',
      person: null,
      decidedAt: (NOW - 240 * HOUR_MS) as UnixMs,
      subject: source.subject,
    }));
    return {
      id,
      messageId: `m${id}@acme.example` as MessageId,
      key: `k${id}` as MessageKey,
      subject: source.subject,
      participants,
      recipientCount: source.recipients ?? mail.to.length,
      sentAt,
      isDateGuessed: false,
      direction: mail.from.includes('sally@') ? 'outbound' : 'inbound',
      kind: mail.details?.kind ?? 'personal',
      details: mail.details ?? null,
      troubles: mail.troubles ?? [],
      bounced: null,
      isSeen: true,
      snippet: mail.text.replace(/\s+/g, ' ').slice(0, 140),
      attachments: (mail.attachments ?? []).map(([fileName, sizeBytes], at) => ({
        part: String(at + 2),
        fileName,
        mediaType: fileName.endsWith('.eml') ? 'message/rfc822' : 'application/pdf',
        sizeBytes,
        contentId: null,
        isInline: false,
      })),
      extent: 'full',
      links,
      keptOut,
      mailboxes: [{ accountId: 'sally@acme.example' as AccountId, path: 'INBOX', role: 'inbox' }],
    };
  }
}

export function ref({ id, kind, name }: CardRef): CardRef {
  return { id, kind, name };
}

function person(written: string, role: ParticipantRole): ParticipantView {
  const [, displayName = '', rawAddress = written] = /^(.*) <(.*)>$/.exec(written) ?? [];
  const isOfTheHouse = rawAddress.endsWith('@acme.example');
  const relation = rawAddress === ME ? 'me' : isOfTheHouse ? 'colleague' : 'outsider';
  return { role, displayName, rawAddress, address: rawAddress as CanonicalAddress, relation };
}
