/** A MailpinApi in memory, with a believable mailbox behind it. For tests of the window and its dev page; never in the product. */
import type { AuditReport } from '../../app/contract/audit-views.ts';
import type { CallName, Input, MailpinApi, Output } from '../../app/contract/api.ts';
import { misreading } from '../../app/rules/search-misreading.ts';
import { parseSearch, wordsOf } from '../../app/rules/search-query.ts';
import type { EventName, Events } from '../../app/contract/events.ts';
import type { ActionView, DecisionOutcome } from '../../app/contract/action-views.ts';
import type { WhyLine } from '../../app/contract/why-views.ts';
import type { ActionId, CanonicalAddress, CardId, MailId, ThreadId, UnixMs, CrmId } from '../../app/domain/ids.ts';
import { MailpinError, type ErrorCode, type ErrorDetails } from '../../app/errors.ts';
import { fakeAccounts } from './fake-accounts.ts';
import { suggestionAnswers } from './fake-suggestions.ts';
import { fakeAudit } from './fake-audit.ts';
import { fakeAttached } from './fake-attached.ts';
import { fakeCarries } from './fake-carries.ts';
import { fakeEntries } from './fake-crm-entries.ts';
import { fakeCrms } from './fake-crms.ts';
import { fakeSpace } from './fake-space.ts';
import { NOW, STAGES } from './fake-cards.ts';
import { fakeDecisions } from './fake-decisions.ts';
import type { FakeThread } from './fake-mail.ts';
import { fakeRules } from './fake-rules.ts';
import { ledgerOf, outboxOf } from './fake-outbox.ts';
import { accountsIn, statusOf, type FakeScene } from './fake-status.ts';
import { FakeStore, ref, type StoredThread } from './fake-store.ts';

export interface FakeCall {
  readonly name: CallName;
  readonly input: unknown;
}
export interface FakeApi extends MailpinApi {
  /** Every call so far, for tests to look at. */
  readonly calls: readonly FakeCall[];
  /** A new mail arrives, with its event. */
  receive(thread: FakeThread): void;
  say<Name extends EventName>(name: Name, payload: Events[Name]): void;
  /** From now on *why* of a mail has these lines. */
  tellWhy(lines: readonly WhyLine[]): void;
  /** Answers to calls of this name wait until it is let go. */
  hold(name: CallName): void;
  letGo(name: CallName): void;
  /** The next call of this name is refused. */
  refuse(name: CallName, code: ErrorCode, details: ErrorDetails): void;
}

type Answers = { [Name in CallName]: (input: Input<Name>) => Output<Name> | Promise<Output<Name>> };

export function fakeApi({ scene = 'work', fillers = 400 }: { scene?: FakeScene; fillers?: number } = {}): FakeApi {
  const store = new FakeStore(fillers);
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const calls: FakeCall[] = [];
  const held = new Map<CallName, { readonly answered: Promise<void>; letGo(): void }>();
  const refusals = new Map<CallName, MailpinError>();
  let whyLines: readonly WhyLine[] | null = null;
  const actions: { view: ActionView; before: readonly StoredThread[] }[] = [];
  if (scene === 'first-run' || scene === 'empty') store.threads.length = 0;
  const connected = [...accountsIn(scene, store)];
  let audits: readonly AuditReport[] = scene === 'work' ? connected.map((account) => fakeAudit(account, false)) : [];

  const say: FakeApi['say'] = (name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  };
  const threadOf = (mailId: MailId): StoredThread => {
    const thread = store.threads.find(({ mails }) => mails.some(({ id }) => id === mailId));
    if (thread === undefined) throw new MailpinError('input.unknown-mail', { mail: mailId });
    return thread;
  };
  const mailIdOf = (mail: { mailId: MailId } | { messageId: string }): MailId => {
    if ('mailId' in mail) return mail.mailId;
    const found = store.threads.flatMap(({ mails }) => mails).find(({ messageId }) => messageId === mail.messageId);
    if (found === undefined) throw new MailpinError('input.unknown-mail', { mail: mail.messageId });
    return found.id;
  };

  function decide(input: Input<'links.attach'> | Input<'links.detach'>, verdict: 'attach' | 'detach'): DecisionOutcome {
    const card = store.card(input.cardId);
    const mailIds = input.mails.map(mailIdOf);
    const threads = mailIds.map(threadOf);
    const before = threads.map((thread) => ({ ...thread }));
    const isReached = (id: MailId) => input.reach !== 'message' || mailIds.includes(id);
    for (const thread of threads) {
      thread.mails = thread.mails.map((mail) => {
        if (!isReached(mail.id)) return mail;
        const links = mail.links.filter(
          (link) => link.card.id !== card.id && !('from' in input && link.card.id === input.from),
        );
        const keptOut = mail.keptOut.filter((out) => out.card.id !== card.id);
        const at = Date.now() as UnixMs;
        return verdict === 'attach'
          ? { ...mail, keptOut, links: [...links, store.link(mail.id, card, { kind: 'arrived' })] }
          : {
              ...mail,
              links,
              keptOut: [
                ...keptOut,
                {
                  mailId: mail.id,
                  card: ref(card),
                  reach: input.reach,
                  person: null,
                  decidedAt: at,
                  subject: mail.subject,
                },
              ],
            };
      });
      if (verdict === 'attach' && card.kind === 'deal') thread.question = null;
    }
    const actionId = (actions.length + 1) as ActionId;
    actions.push({
      before,
      view: {
        id: actionId,
        kind: 'links',
        extent: null,
        verdict,
        reach: input.reach,
        mailCount: mailIds.length,
        subject: threads[0]?.source.subject ?? '',
        cards: [ref(card)],
        from: null,
        rule: null,
        at: Date.now() as UnixMs,
        isUndone: false,
        canUndo: true,
      },
    });
    const threadIds = threads.map(({ id }) => id);
    say('links.changed', { threadIds, cardIds: [card.id] });
    return { actionId, mailIds, threadIds };
  }

  function undo(): DecisionOutcome {
    const action = actions.pop();
    if (action === undefined) throw new MailpinError('input.nothing-to-undo');
    for (const old of action.before)
      store.threads.splice(
        store.threads.findIndex(({ id }) => id === old.id),
        1,
        old,
      );
    const threadIds = action.before.map(({ id }) => id);
    say('links.changed', { threadIds, cardIds: action.view.cards.map(({ id }) => id) });
    return { actionId: action.view.id, mailIds: [], threadIds };
  }

  const answers: Answers = {
    'status.get': () => statusOf(connected, store, actions.at(-1)?.view ?? null),
    ...fakeAccounts(connected, ({ id, state }) => say('account.changed', { accountId: id, state })),
    ...fakeSpace(
      connected,
      (progress) => say('space.progress', progress),
      () => say('space.changed', {}),
    ),
    'mails.fetch-text': () => null,
    ...fakeAttached,
    'audit.last': () => audits,
    'audit.run': ({ accountId, isRepair }) => {
      audits = connected
        .filter(({ id }) => accountId === undefined || id === accountId)
        .map((one) => fakeAudit(one, isRepair));
      for (const audit of audits) say('audit.done', { accountId: audit.accountId });
      return audits;
    },
    ...fakeRules(() => say('rules.changed', {})),
    'threads.list': ({ filter, cursor, limit }) => {
      const isShown = ({ mails }: StoredThread) =>
        filter?.isUnlinked !== true || mails.every(({ links }) => links.length === 0);
      const shown = store.threads.filter(isShown);
      const from = Number(cursor ?? 0);
      const next = from + limit < shown.length ? String(from + limit) : null;
      const items = shown.slice(from, from + limit).map((thread) => store.summary(thread));
      return { items, next, total: shown.length };
    },
    'threads.get': ({ threadId }) => {
      const thread = store.threads.find(({ id }) => id === threadId);
      if (thread === undefined) throw new MailpinError('input.unknown-mail', { mail: threadId });
      return store.detail(thread);
    },
    'threads.of': ({ mail }) => store.detail(threadOf(mailIdOf(mail))),
    'mails.get': ({ mail }) => mailOf(mailIdOf(mail)),
    'mails.body': ({ mailId }) => {
      const thread = threadOf(mailId);
      const source = thread.source.mails[thread.mails.findIndex(({ id }) => id === mailId)];
      return { mailId, text: source?.text ?? '', html: source?.html ?? null, shortened: null };
    },
    'mails.search': ({ text, limit }) => {
      const query = parseSearch(text, Date.now() as UnixMs);
      const [problem] = query.problems;
      if (problem !== undefined) throw misreading(problem);
      for (const { condition } of query.clauses.flat()) {
        if (condition.kind !== 'card' || named(condition.text).length > 0) continue;
        const operator = condition.cardKind ?? 'card';
        throw new MailpinError('input.search', { misread: 'card', operator, value: condition.text });
      }
      const words = wordsOf(query).map((word) => word.toLowerCase());
      const found = store.threads
        .map((thread) => ({ thread: store.summary(thread), text: JSON.stringify(thread.source).toLowerCase() }))
        .filter((hit) => words.every((word) => hit.text.includes(word)));
      const hits = found.slice(0, limit).map(({ thread }) => ({
        thread,
        mailId: thread.newestMailId,
        messageId: thread.newestMessageId,
        subject: thread.subject,
        snippet: thread.snippet,
        sentAt: thread.lastAt,
      }));
      const isMore = found.length > limit;
      const unsearchedCount = scene === 'trouble' ? 1_204 : 0;
      return { hits, foundCount: isMore ? limit : found.length, isMore, unsearchedCount, shortenedCount: 0 };
    },
    'mails.why': ({ mail }) => {
      const found = mailOf(mailIdOf(mail));
      const [link] = found.links;
      return {
        kind: 'mail',
        mail: found,
        lines: whyLines ?? [
          {
            topic: 'mailbox',
            sentence: 'mailbox.in',
            values: { path: 'INBOX', role: 'inbox' },
            fix: null,
          },
          ...(link === undefined
            ? []
            : [
                {
                  topic: 'link',
                  sentence: 'link.only-open-deal',
                  values: { card: link.card.name, via: 'Ana Ferreira' },
                  fix: { kind: 'detach', mailId: found.id, cardId: link.card.id },
                } as const,
              ]),
          {
            topic: 'deals',
            sentence: 'question.deals',
            values: { count: 2, card: 'Ferreira Foods, pilot' },
            fix: { kind: 'answer', mailId: found.id },
          },
        ],
      };
    },
    'cards.why': ({ cardId }) => ({
      kind: 'card',
      card: store.card(cardId),
      lines: [
        { topic: 'deals', sentence: 'card.deal.through', values: { count: 1, cards: 'Ana Ferreira' }, fix: null },
        { topic: 'link', sentence: 'card.empty', values: {}, fix: null },
      ],
    }),
    'addresses.why': ({ address }) => ({
      kind: 'address',
      address: address as CanonicalAddress,
      name: '',
      lines: [
        {
          topic: 'identity',
          sentence: 'address.who.outsider.none',
          values: { address },
          fix: null,
        },
        { topic: 'mail', sentence: 'address.no-mails', values: {}, fix: { kind: 'sync' } },
      ],
    }),
    'names.why': ({ name }) => {
      throw new MailpinError('input.unknown-name', { name });
    },
    'cards.list': ({ text, limit }) => named(text).slice(0, limit),
    'cards.get': ({ cardId }) => {
      const card = store.card(cardId);
      const mails = store.threads.flatMap((thread) =>
        thread.mails
          .filter(({ links }) => links.some((link) => link.card.id === card.id))
          .map((mail) => ({ mail, thread })),
      );
      return {
        card,
        addresses: card.kind === 'contact' ? ['ana@ferreira-foods.example'] : [],
        domains: [],
        company: card.kind === 'deal' ? store.card('company:o2') : null,
        related:
          card.kind === 'deal'
            ? store.cards.filter(({ kind, name }) => kind === 'contact' && card.people.includes(name))
            : store.cards.filter(({ kind, people }) => kind === 'deal' && people.includes(card.name)),
        mails: mails
          .sort((one, other) => other.mail.sentAt - one.mail.sentAt)
          .slice(0, 60)
          .map(({ mail, thread }) => {
            const link = mail.links.find((one) => one.card.id === card.id);
            const from = mail.participants[0];
            return {
              mailId: mail.id,
              messageId: mail.messageId,
              threadId: thread.id,
              subject: mail.subject,
              from: {
                name: from?.displayName ?? '',
                address: from?.rawAddress ?? '',
                isMe: mail.direction === 'outbound',
              },
              direction: mail.direction,
              sentAt: mail.sentAt,
              snippet: mail.snippet,
              origin: link?.origin ?? 'rule',
              evidence: link?.evidence ?? { rule: 'reply', parentId: mail.id },
              push: link?.push ?? { kind: 'arrived' },
            };
          }),
        keptOut: store.threads.flatMap(({ mails: all }) =>
          all.flatMap(({ keptOut }) => keptOut.filter((out) => out.card.id === card.id)),
        ),
        atCrm: fakeEntries(mails.at(0)?.mail),
      };
    },
    'cards.targets': ({ mailIds, text, limit }) => {
      const thread = mailIds[0] === undefined ? undefined : threadOf(mailIds[0]);
      const ranked = new Map(thread?.question?.deals.map((deal) => [deal.card.id, deal]));
      const attached = new Set(thread?.mails.flatMap(({ links }) => links.map(({ card }) => card.id)));
      const score = (id: string) => (ranked.get(id as never)?.score ?? 0) + (attached.has(id as never) ? 1 : 0);
      return named(text)
        .filter(({ status: state }) => state === 'open')
        .sort((one, other) => score(other.id) - score(one.id))
        .slice(0, limit)
        .map((card) => ({
          card,
          reasons: ranked.get(card.id)?.reasons ?? [],
          isAttached: attached.has(card.id),
          keptOut: [],
        }));
    },
    'board.get': () => ({
      pipelines: [
        {
          crmId: 'builtin' as CrmId,
          name: 'Pipeline',
          columns: STAGES.map((stage) => ({
            stage,
            deals: scene === 'empty' ? [] : store.cards.filter(({ stageId }) => stageId === stage.id),
          })),
        },
      ],
    }),
    'questions.list': ({ cursor, limit }) => {
      const items = store.threads.flatMap(({ question }) => (question === null ? [] : [question]));
      const from = Number(cursor ?? 0);
      const next = from + limit < items.length ? String(from + limit) : null;
      return { items: items.slice(from, from + limit), next, total: items.length };
    },
    'links.list': () => [],
    ...suggestionAnswers(store),
    'outbox.list': ({ limit }) => outboxOf(store).slice(0, limit),
    ...fakeCarries(NOW, {
      changed: () => say('carry.changed', {}),
      progress: (told) => say('carry.progress', told),
    }),
    ...fakeCrms(NOW, {
      changed: () => say('outbox.changed', {}),
      progress: (told) => say('crm.progress', told),
    }),
    'ledger.list': ({ text = '', limit }) => {
      const found = ledgerOf(store).filter(({ mail, card }) =>
        `${mail?.subject ?? ''} ${card.name}`.toLowerCase().includes(text.toLowerCase()),
      );
      return { items: found.slice(0, limit), next: null, total: found.length };
    },
    'ledger.take-back': () => ({ actionId: 1 as ActionId, mailIds: [], threadIds: [] }),
    'actions.list': () => actions.map(({ view }) => view).reverse(),
    'sync.once': () => [],
    'sync.start': () => null,
    'sync.stop': () => null,
    'cards.import': () => ({ created: 0, updated: 0, unchanged: 0, refused: [], relinkedMails: 0 }),
    'cards.make': ({ address }) => ({
      cardId: `contact:${address}` as CardId,
      companyId: null,
      relinkedMails: 1,
      actionId: 1 as ActionId,
    }),
    'suggestions.dismiss': () => {
      say('suggestions.changed', {});
      return null;
    },
    'threads.join': () => store.threads[0]?.id ?? (1 as ThreadId),
    'threads.part': () => store.threads[0]?.id ?? (1 as ThreadId),
    'cards.move': ({ cardId, stageId }) => {
      const at = store.cards.findIndex(({ id }) => id === cardId);
      const card = store.cards[at];
      const stage = STAGES.find(({ id }) => id === stageId);
      if (card !== undefined && stage !== undefined)
        store.cards[at] = { ...card, stageId, stageName: stage.name, status: stage.outcome };
      say('cards.changed', { cardIds: [cardId] });
      return null;
    },
    'links.attach': (input) => decide(input, 'attach'),
    'links.detach': (input) => decide(input, 'detach'),
    'links.preview-detach': ({ mails, cardId, reach }) => {
      const { id } = store.card(cardId);
      const mailIds = new Set(mails.map(mailIdOf));
      const threads = reach === 'person' ? store.threads : [...mailIds].map(threadOf);
      const reached = threads
        .flatMap((thread) => thread.mails)
        .filter((mail) => reach !== 'message' || mailIds.has(mail.id));
      return { mailCount: reached.filter(({ links }) => links.some(({ card }) => card.id === id)).length };
    },
    'actions.undo': undo,
    ...fakeDecisions({
      store,
      actions: () => actions.map(({ view }) => view),
      undo: () => void undo(),
      say: () => {
        say('links.changed', { threadIds: store.threads.map(({ id }) => id), cardIds: [] });
        say('outbox.changed', {});
      },
    }),
    'outbox.drain': () => ({ attached: 0, detached: 0, waiting: 1, held: 0, rehearsing: 0, dead: 1 }),
    'outbox.retry': () => null,
    'sync.pause': () => null,
    'sync.resume': () => null,
    'attachments.save': () => ({ sizeBytes: 1 }),
  };

  function mailOf(mailId: MailId) {
    const mail = threadOf(mailId).mails.find(({ id }) => id === mailId);
    if (mail === undefined) throw new MailpinError('input.unknown-mail', { mail: mailId });
    return mail;
  }
  function named(text: string | undefined) {
    const words = (text ?? '').toLowerCase();
    return store.cards.filter(({ name }) => name.toLowerCase().includes(words));
  }

  return {
    calls,
    say,
    tellWhy(lines) {
      whyLines = lines;
    },
    hold(name) {
      let letGo = (): void => undefined;
      const answered = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      held.set(name, { answered, letGo: () => letGo() });
    },
    letGo: (name) => held.get(name)?.letGo(),
    refuse: (name, code, details) => void refusals.set(name, new MailpinError(code, details)),
    receive(thread) {
      const id = store.receive(thread);
      say('threads.changed', { threadIds: [id] });
    },
    call: async (name, input) => {
      calls.push({ name, input });
      await held.get(name)?.answered;
      const refusal = refusals.get(name);
      refusals.delete(name);
      if (refusal !== undefined) throw refusal;
      if (scene === 'stopped') throw new MailpinError('engine.stopped');
      return answers[name](input);
    },
    on: (name, listener) => {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard.add(listener));
      return () => heard.delete(listener);
    },
  };
}
