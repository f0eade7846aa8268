/** History, rehearsal, personal words and held mail of the made-up mailbox. */
import type { Input, Output } from '../../app/contract/api.ts';
import type { HistoryEntry, PersonalWordsView, RehearsalView } from '../../app/contract/decision-views.ts';
import type { ActionView } from '../../app/contract/action-views.ts';
import type { MailView } from '../../app/contract/mail-views.ts';
import type { CrmId, UnixMs } from '../../app/domain/ids.ts';
import type { PersonalSign } from '../../app/domain/personal.ts';
import { NOW } from './fake-cards.ts';
import type { FakeStore, StoredThread } from './fake-store.ts';

const SIGN: PersonalSign = { kind: 'word', word: 'confidential', language: 'en', where: 'text' };
const HOUR_MS = 3_600_000;

type Names =
  | 'history.list'
  | 'held.list'
  | 'words.list'
  | 'rehearsal.get'
  | 'rehearsal.mails'
  | 'actions.undo-since'
  | 'extents.set'
  | 'decisions.export'
  | 'decisions.import'
  | 'words.add'
  | 'words.remove'
  | 'words.add-address'
  | 'words.remove-address'
  | 'rehearsal.set'
  | 'rehearsal.go';
export type DecisionAnswers = { [Name in Names]: (input: Input<Name>) => Output<Name> };

export interface FakeDecisions {
  readonly store: FakeStore;
  readonly actions: () => readonly ActionView[];
  readonly undo: () => void;
  readonly say: () => void;
}

/** The newest threads on a card that look personal until the user says something. */
const HELD = 2;

export function fakeDecisions({ store, actions, undo, say }: FakeDecisions): DecisionAnswers {
  let words: PersonalWordsView = {
    words: [
      { language: 'en', word: 'confidential', isDefault: true, isOn: true },
      { language: 'en', word: 'sick leave', isDefault: true, isOn: true },
      { language: 'de', word: 'vertraulich', isDefault: true, isOn: true },
      { language: 'de', word: 'unter uns', isDefault: false, isOn: true },
      { language: 'ja', word: '社外秘', isDefault: true, isOn: true },
    ],
    addresses: ['dr.berg@clinic.example'],
  };
  let rehearsal: RehearsalView = {
    crmId: 'builtin' as CrmId,
    isLocal: true,
    isOn: false,
    mailCount: 0,
    cardCount: 0,
    counts: { all: 0, 'headers-only': 0, cut: 0, attachments: 0, dropped: 0, personal: 0 },
    attachmentBytes: 0,
    goneAt: null,
  };
  const released = new Set<number>();
  const listed = (thread: StoredThread) => {
    const mail = thread.mails.at(-1) as MailView;
    const from = mail.participants[0];
    return {
      mailId: mail.id,
      messageId: mail.messageId,
      threadId: thread.id,
      subject: thread.source.subject,
      from: { name: from?.displayName ?? '', address: from?.rawAddress ?? '', isMe: false },
      sentAt: mail.sentAt,
      snippet: mail.snippet,
      cards: mail.links.map(({ card }) => card),
    };
  };
  const onCards = () => store.threads.filter(({ mails }) => (mails.at(-1)?.links.length ?? 0) > 0);
  const held = () =>
    onCards()
      .map(listed)
      .slice(0, HELD)
      .filter(({ mailId }) => !released.has(mailId));
  return {
    'history.list': ({ cardId, mail, limit }) => {
      const threads = onCards().filter(
        ({ mails }) =>
          (cardId === undefined || mails.some(({ links }) => links.some(({ card }) => card.id === cardId))) &&
          (mail === undefined || ('mailId' in mail && mails.some(({ id }) => id === mail.mailId))),
      );
      return threads
        .flatMap((thread, at) => entriesOf(thread, at))
        .toSorted((one, other) => other.at - one.at)
        .slice(0, limit);
    },
    'held.list': ({ limit }) => {
      const items = held().map((mail) => ({ ...mail, sign: SIGN }));
      return { items: items.slice(0, limit), next: null, total: items.length };
    },
    'words.list': () => words,
    'rehearsal.get': () => [rehearsal],
    'rehearsal.mails': ({ set, limit }) => {
      const items = onCards()
        .map(listed)
        .map(({ mailId, threadId, messageId, subject, from, sentAt, cards }) => {
          const sign = set === 'personal' ? SIGN : null;
          return { mailId, threadId, messageId, subject, from, sentAt, cards, sign };
        });
      return {
        items: items.slice(0, Math.min(limit, rehearsal.counts[set])),
        next: null,
        total: rehearsal.counts[set],
      };
    },
    'actions.undo-since': ({ isPreview }) => {
      const undone = actions().filter(({ isUndone }) => !isUndone);
      if (!isPreview) for (let count = undone.length; count > 0; count -= 1) undo();
      return { actions: undone, mailCount: undone.length, isPreview };
    },
    'extents.set': ({ mails, extent }) => {
      for (const name of mails) {
        if (!('mailId' in name)) continue;
        released.add(name.mailId);
        for (const thread of store.threads) {
          thread.mails = thread.mails.map((mail) => (mail.id === name.mailId ? { ...mail, extent } : mail));
        }
      }
      say();
      return { actionId: 1 as never, mailIds: [], threadIds: [] };
    },
    'decisions.export': ({ path }) => ({ path, decisions: 12, extents: 1 }),
    'decisions.import': ({ isPreview }) => ({
      actionId: null,
      total: 14,
      added: 9,
      takenBack: 1,
      known: 4,
      waiting: 2,
      mailCount: 31,
      isPreview,
    }),
    'words.add': ({ language, word }) => {
      const others = words.words.filter((one) => one.language !== language || one.word !== word);
      words = { ...words, words: [...others, { language, word, isDefault: false, isOn: true }] };
      say();
      return null;
    },
    'words.remove': ({ language, word }) => {
      words = { ...words, words: words.words.filter((one) => one.language !== language || one.word !== word) };
      say();
      return null;
    },
    'words.add-address': ({ address }) => {
      words = { ...words, addresses: [...words.addresses, address] };
      say();
      return null;
    },
    'words.remove-address': ({ address }) => {
      words = { ...words, addresses: words.addresses.filter((one) => one !== address) };
      say();
      return null;
    },
    'rehearsal.set': ({ isOn }) => {
      const counts = { all: 12, 'headers-only': 1, cut: 0, attachments: 5, dropped: 1, personal: 2 };
      rehearsal = {
        ...rehearsal,
        isOn,
        ...(isOn && { mailCount: 12, cardCount: 5, counts, attachmentBytes: 2_400_000 }),
      };
      say();
      return null;
    },
    'rehearsal.go': () => {
      const counts = { all: 0, 'headers-only': 0, cut: 0, attachments: 0, dropped: 0, personal: 0 };
      rehearsal = { ...rehearsal, mailCount: 0, cardCount: 0, counts, attachmentBytes: 0, goneAt: NOW as UnixMs };
      say();
      return null;
    },
  };
}

function entriesOf(thread: StoredThread, at: number): readonly HistoryEntry[] {
  const mail = thread.mails.at(-1);
  const link = mail?.links[0];
  if (mail === undefined || link === undefined) return [];
  const named = {
    key: mail.key,
    mailId: mail.id,
    messageId: mail.messageId,
    threadId: thread.id,
    subject: thread.source.subject,
  };
  const base = { mail: named, card: link.card, actionId: null, canUndo: false };
  const when = (NOW - (at + 1) * HOUR_MS) as UnixMs;
  const begun: HistoryEntry = { ...base, at: when, by: 'rules', event: { kind: 'linked', evidence: link.evidence } };
  const pushed: HistoryEntry = {
    ...base,
    at: (when + 60_000) as UnixMs,
    by: 'crm',
    event: { kind: 'pushed', extent: 'full', answer: 'created' },
  };
  return [pushed, begun];
}
