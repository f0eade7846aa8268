/** What the fake engine proposes: one of each kind, about mail that is there. */
import type { Input, Output } from '../../app/contract/api.ts';
import type { MailInSuggestion, SuggestionKey } from '../../app/contract/suggestion-views.ts';
import type { CanonicalAddress } from '../../app/domain/ids.ts';
import { NOW } from './fake-cards.ts';
import { ref, type FakeStore, type StoredThread } from './fake-store.ts';

type SuggestionQuery = 'suggestions.list' | 'suggestions.of-thread' | 'suggestions.of-card';
type Answers = { [Name in SuggestionQuery]: (input: Input<Name>) => Output<Name> };

export function suggestionAnswers(store: FakeStore): Answers {
  const people = (): Output<'suggestions.list'>['people'] => {
    const [thread] = store.threads.filter(({ mails }) => mails.every(({ links }) => links.length === 0));
    if (thread === undefined) return [];
    const person = {
      key: 'person:greta@holm.example' as SuggestionKey,
      address: 'greta@holm.example' as CanonicalAddress,
      name: 'Greta Holm',
      company: null,
      companyName: 'Holm',
    };
    return [
      {
        ...person,
        receivedCount: 4,
        sentCount: 1,
        lastAt: NOW as Output<'suggestions.list'>['people'][0]['lastAt'],
        newest: mailOf(thread),
      },
    ];
  };
  const deals = (): Output<'suggestions.list'>['deals'] => {
    const deal = store.cards.find(({ kind, mailCount }) => kind === 'deal' && mailCount === 0);
    const threads = store.threads.slice(0, 3).map(mailOf);
    if (deal === undefined || threads.length === 0) return [];
    return [{ key: `threads:${deal.id}` as SuggestionKey, deal: ref(deal), people: ['Ana Ferreira'], threads }];
  };
  return {
    'suggestions.list': () => ({ people: people(), replies: [], deals: deals() }),
    'suggestions.of-thread': ({ threadId }) => ({
      people: people().filter(({ newest }) => newest.threadId === threadId),
      reply: null,
      joined: [],
    }),
    'suggestions.of-card': ({ cardId }) => deals().find(({ deal }) => deal.id === cardId) ?? null,
  };
}

function mailOf({ id, mails, source }: StoredThread): MailInSuggestion {
  const newest = mails.at(-1);
  if (newest === undefined) throw new Error('a thread has a mail');
  return {
    mailId: newest.id,
    messageId: newest.messageId,
    threadId: id,
    subject: source.subject,
    sentAt: newest.sentAt,
  };
}
