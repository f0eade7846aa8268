import { expect, test } from 'vitest';
import type { DrainReport, SyncReport } from '../../app/contract/report-views.ts';
import type { AccountId, ActionId, CardId, MailId, UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { scriptedRun, type Script } from './testing/scripted-run.ts';
import { ACCOUNT, DEAL, DETAIL, hoursAgo, mailbox, MAIL, SALLY, STATUS, THREAD } from './testing/views.ts';

test('status tells facts: what is mirrored, matched, waiting, private and pushed', async () => {
  const { stdout } = await scriptedRun(['status'], { 'status.get': () => STATUS });
  expect(stdout).toBe(
    [
      'sally@acme.test  up to date 1 hr. ago',
      '  Inbox 268 of 268, Sent 1,337 of 1,340 (3 unreadable), last mail 2 hr. ago',
      '',
      'Mirrored: 605 mails in 120 threads',
      'Matched: 512 mails on cards, 700 links',
      'Waiting for you: 2',
      'Private: 2 internal, 4,984 newsletters, 1 undeliverable notice, 50 with nobody on a card',
      'Kept out by you: 4',
      'Pushed: 695 on cards at the CRM, 4 taken off, 1 waiting, 0 failed',
      'Cards: 1 lead, 12 contacts, 5 companies, 9 deals',
      '',
    ].join('\n'),
  );
});

test('sync tells each account by itself; one in trouble makes the exit code 1 and hides no other', async () => {
  const mailboxes = [mailbox('inbox', 268, 268), mailbox('sent', 337, 337)];
  const unknown = { code: 'imap.host-unknown', details: { host: 'nowhere.test' } } as const;
  const accounts: readonly SyncReport[] = [
    { accountId: SALLY, error: null, added: 12, removed: 0, failed: 0, mailboxes },
    { accountId: 'ben@acme.test' as AccountId, error: unknown, added: 0, removed: 0, failed: 0, mailboxes: [] },
  ];
  const push: DrainReport = { attached: 12, detached: 0, waiting: 0, held: 0, rehearsing: 0, dead: 0 };
  const script: Script = {
    'accounts.list': () => [ACCOUNT],
    'status.get': () => STATUS,
    'outbox.drain': () => push,
    'sync.once': () => accounts,
  };
  const run = await scriptedRun(['sync', '--once'], script);
  expect(run.code).toBe(1);
  expect(run.stdout).toContain('sally@acme.test  Inbox 268 of 268, Sent 337 of 337, 12 new\n');
  expect(run.stdout).toContain('ben@acme.test  The mail server nowhere.test cannot be found');
  const json = await scriptedRun(['sync', '--once', '--json'], script);
  expect(json).toMatchObject({ code: 1, stderr: '' });
  expect(JSON.parse(json.stdout)).toEqual({ accounts, push, status: STATUS });
});

test('sync says of an account whose older mail waits why not all of it is here', async () => {
  const paused = { ...ACCOUNT, state: { kind: 'paused', done: 34, total: 40 } } as const;
  const push: DrainReport = { attached: 0, detached: 0, waiting: 0, held: 0, rehearsing: 0, dead: 0 };
  const mailboxes = [mailbox('inbox', 34, 40)];
  const run = await scriptedRun(['sync', '--once'], {
    'accounts.list': () => [paused],
    'status.get': () => STATUS,
    'outbox.drain': () => push,
    'sync.once': () => [{ accountId: SALLY, error: null, added: 0, removed: 0, failed: 0, mailboxes }],
  });
  expect(run.stdout).toContain(
    'sally@acme.test  Inbox 34 of 40, 0 new\n  older mail waits, 34 of 40 read; go on with mailpin sync resume\n',
  );
});

test('sync says of a disconnected account that nobody asked it', async () => {
  const gone = { ...ACCOUNT, state: { kind: 'disconnected', since: hoursAgo(2) } } as const;
  const push: DrainReport = { attached: 0, detached: 0, waiting: 0, held: 0, rehearsing: 0, dead: 0 };
  const run = await scriptedRun(['sync', '--once'], {
    'accounts.list': () => [gone],
    'status.get': () => STATUS,
    'outbox.drain': () => push,
    'sync.once': () => [],
  });
  expect(run.stdout).toMatch(/^sally@acme\.test {2}disconnected 2 hr\. ago\n\nMirrored:/);
});

test('a list of no actions says so', async () => {
  expect((await scriptedRun(['undo', '--list'], { 'actions.list': () => [] })).stdout).toBe('Nothing happened.\n');
});

test('threads line up, whatever script they are written in', async () => {
  const page = { items: [THREAD, { ...THREAD, subject: '', peopleCount: 2, chips: [] }], next: null, total: 2 };
  const { stdout } = await scriptedRun(['threads'], { 'threads.list': () => page });
  expect(stdout).toBe(
    [
      'When       People                 Subject           Mails  Cards                       Mail',
      '3 hr. ago  田中太郎 and 238 more  ポンプの見積もり      2  Pumps 2026; 240 recipients    11',
      '3 hr. ago  田中太郎               (no subject)          2                                11',
      '2 of 2 threads',
      '',
    ].join('\n'),
  );
});

test('show prints the text of every mail, and nothing in it can steer the terminal', async () => {
  const subject = 'Hi\u001b[31m\u0007 there\r\nInjected: line\u202egnp';
  const { stdout } = await scriptedRun(['show', 'a@x.test'], {
    'threads.of': () => ({ ...DETAIL, mails: [{ ...MAIL, subject }] }),
    'mails.body': ({ mailId }) => ({
      mailId,
      text: 'First\u001b]0;owned\u0007\r\nSecond\tline\n\n',
      html: null,
      shortened: null,
    }),
  });
  expect(stdout).toContain('Subject: Hi[31m there Injected: linegnp\n');
  expect(stdout).toContain('First]0;owned\nSecond line\n');
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

test('show as JSON keeps the texts as they are, spelled so that they cannot steer the terminal', async () => {
  const text = 'a\u001bb\u009b2Jc\u202ed';
  const { stdout } = await scriptedRun(['show', 'a@x.test', '--json'], {
    'threads.of': () => DETAIL,
    'mails.body': ({ mailId }) => ({ mailId, text, html: '<p>', shortened: null }),
  });
  expect(stdout).toContain('"a\\u001bb\\u009b2Jc\\u202ed"');
  expect(JSON.parse(stdout)).toEqual({
    ...DETAIL,
    mails: [{ ...MAIL, body: { text, html: '<p>', shortened: null } }],
  });
});

test('a decision says what it did and how to take it back', async () => {
  const action = {
    id: 7 as ActionId,
    verdict: 'detach',
    reach: 'thread',
    mailCount: 3,
    subject: 'Quote',
    cards: [DEAL],
    from: null,
    at: 0 as UnixMs,
    isUndone: false,
    kind: 'links',
    extent: null,
    rule: null,
    canUndo: true,
  } as const;
  const outcome = { actionId: action.id, mailIds: [MAIL.id], threadIds: [] };
  const { stdout } = await scriptedRun(['detach', 'a@x.test', 'd7', '--reach', 'thread'], {
    'links.detach': () => outcome,
    'actions.list': () => [action],
  });
  expect(stdout).toBe(
    'Action 7: detached “Quote” and 2 more from Pumps 2026 (builtin:deal:d7), this thread. 1 mail changed. Take it back: mailpin undo 7\n',
  );
  const undone = await scriptedRun(['undo'], {
    'actions.undo': () => outcome,
    'actions.list': () => [{ ...action, isUndone: true }],
  });
  expect(undone.stdout).toContain('Taken back, action 7: detached “Quote”');
});

test('a move says from which card to which, and that the replies come along', async () => {
  const action = {
    id: 8 as ActionId,
    verdict: 'attach',
    reach: 'message',
    mailCount: 1,
    subject: 'Quote',
    cards: [DEAL],
    from: { ...DEAL, id: 'builtin:deal:d1' as CardId, name: 'Pilot' },
    at: 0 as UnixMs,
    isUndone: false,
    kind: 'links',
    extent: null,
    rule: null,
    canUndo: true,
  } as const;
  const { stdout } = await scriptedRun(['attach', 'a@x.test', '--card', 'd7', '--from', 'd1'], {
    'links.attach': () => ({ actionId: action.id, mailIds: [MAIL.id], threadIds: [] }),
    'actions.list': () => [action],
  });
  expect(stdout).toContain(
    'Action 8: moved “Quote” from Pilot (builtin:deal:d1) to Pumps 2026 (builtin:deal:d7), this mail and its replies. 1 mail changed.',
  );
});

test('an import names the rows it refused, in the order of the file, and ends with 1', async () => {
  const csv = 'kind,id,name,Mood\ncontact,c1,Ana,fine\nrobot,r1,R,\ndeal,d1,Pumps,\n';
  const script = {
    'cards.import': () => ({
      created: 1,
      updated: 0,
      unchanged: 0,
      refused: [{ row: 4, problem: 'person-unknown', value: 'c9' }],
      relinkedMails: 3,
    }),
  };
  const run = await scriptedRun(['card', 'import', '-'], script, { stdin: csv });
  expect(run.code).toBe(1);
  expect(run.stdout).toBe(
    [
      '1 created, 0 updated, 0 unchanged',
      '3 mails were matched again',
      'Refused, row 3: kind is missing or not valid',
      'Refused, row 4: there is no contact or lead “c9”',
      'Columns without a meaning: Mood',
      '',
    ].join('\n'),
  );
});

test('push names what is still owed and why', async () => {
  const { stdout } = await scriptedRun(['push'], {
    'outbox.drain': () => ({ attached: 1_204, detached: 0, waiting: 0, held: 0, rehearsing: 0, dead: 1 }),
    'outbox.list': () => [
      {
        id: 1 as never,
        intent: 'attach',
        state: { kind: 'dead', because: 'crm.card-gone' },
        waitsFor: null,
        crmId: 'sell' as never,
        refusal: { code: 'crm.card-gone', details: {} },
        card: DEAL,
        mailId: MAIL.id,
        subject: 'Quote',
        createdAt: hoursAgo(1),
      },
    ],
  });
  expect(stdout).toContain('1,204 put on cards, 0 taken off, 0 waiting, 1 failed\n');
  expect(stdout).toContain('Failed: Quote for Pumps 2026 (builtin:deal:d7). The card Pumps 2026 is gone from the CRM.');
});

test('questions list the deals that fit, with the reasons in words', async () => {
  const question = {
    threadId: THREAD.id,
    mailId: MAIL.id,
    messageId: MAIL.messageId,
    subject: 'Offer',
    snippet: 'As we said on Monday',
    people: THREAD.people,
    sentAt: hoursAgo(5),
    deals: [
      {
        card: DEAL,
        score: 3,
        reasons: [
          { kind: 'people-on-deal', names: ['Ana'] },
          { kind: 'words-in-text', words: ['pump', 'Q-77'] },
          { kind: 'used-in-thread' },
          { kind: 'late-stage', stage: 'Offer sent' },
          { kind: 'recent', updatedAt: hoursAgo(2) },
        ],
      },
    ],
  } as const;
  const { stdout } = await scriptedRun(['questions'], {
    'questions.list': () => ({ items: [question], next: null, total: 1 }),
  });
  expect(stdout).toBe(
    [
      'Offer  田中太郎, 5 hr. ago  11  <a@x.test>',
      '  1. Pumps 2026 (builtin:deal:d7): Ana on the deal, names pump, Q-77, used in this thread, stage Offer sent, changed 2 hr. ago',
      '',
      '1 of 1 waiting for you',
      'Answer: mailpin attach MAIL --card ID',
      '',
    ].join('\n'),
  );
});

test('why offers the command that would change it', async () => {
  const { stdout } = await scriptedRun(['why', 'a@x.test'], {
    'names.why': () => ({
      kind: 'mail',
      mail: { ...MAIL, subject: 'Quote' },
      lines: [
        {
          topic: 'link',
          sentence: 'not-in-the-catalogue',
          values: {},
          fix: { kind: 'detach', mailId: MAIL.id, cardId: DEAL.id },
        },
        { topic: 'deals', sentence: 'not-in-the-catalogue', values: {}, fix: { kind: 'answer', mailId: MAIL.id } },
        { topic: 'filter', sentence: 'not-in-the-catalogue', values: {}, fix: { kind: 'choose', mailId: MAIL.id } },
      ],
    }),
  });
  expect(stdout).toContain('    To change it: mailpin detach 11 --card builtin:deal:d7 --reach thread\n');
  expect(stdout).toContain('    To change it: mailpin questions\n');
  expect(stdout).toContain('    To change it: mailpin attach 11 --card ID\n');
});

test.each([
  [['card', 'show', 'd9'], new MailpinError('input.unknown-card', { card: 'd9' }), 'There is no card d9.\n'],
  [['card', 'show', 'd9'], new TypeError('x is undefined'), 'Mailpin made a mistake of its own.\n'],
])('a failure ends with 1 and words on standard error, also as JSON: %j', async (line, error, words) => {
  const script = { 'cards.get': () => Promise.reject(error) };
  const run = await scriptedRun(line, script);
  expect(run).toMatchObject({ code: 1, stdout: '', isStopped: true });
  expect(run.stderr).toContain(words);
  const json = await scriptedRun([...line, '--json'], script);
  expect(json).toMatchObject({ code: 1, stdout: '' });
  expect(JSON.parse(json.stderr)).toMatchObject({ error: { message: words.trim() } });
});

test('a program that is asked to end gives up its call, says so and stops the engine', async () => {
  const ending = new AbortController();
  const running = scriptedRun(
    ['card', 'show', 'd9'],
    {
      'cards.get': () => {
        ending.abort();
        return new Promise(() => undefined);
      },
    },
    { signal: ending.signal },
  );
  const run = await running;
  expect(run).toMatchObject({ code: 1, isStopped: true });
  expect(run.stderr).toContain('Stopped before');
});

test('watching ends well when it is asked to', async () => {
  const ending = new AbortController();
  const run = await scriptedRun(
    ['sync', '--watch'],
    {
      'accounts.list': () => [ACCOUNT],
      'sync.start': () => {
        setImmediate(() => ending.abort());
        return null;
      },
    },
    { signal: ending.signal },
  );
  expect(run).toMatchObject({ code: 0, isStopped: true, stderr: '' });
});

test('a kept-out mail is told with its number and with what lets it in; a reason names cards by name', async () => {
  const card = {
    ...DEAL,
    status: 'open',
    stageId: 's',
    stageName: 'Offer sent',
    value: { amount: '100.50', currency: 'EUR' },
    companyName: null,
    people: [],
    mailCount: 1,
    lastMail: null,
  } as const;
  const ana = { ...card, id: 'builtin:contact:c1' as CardId, kind: 'contact', name: 'Ana', stageName: null } as const;
  const onCard = {
    mailId: MAIL.id,
    messageId: MAIL.messageId,
    threadId: THREAD.id,
    subject: 'Quote',
    from: { name: 'Ana', address: 'ana@x.test', isMe: false },
    direction: 'inbound',
    sentAt: hoursAgo(1),
    snippet: '',
    origin: 'rule',
    evidence: { rule: 'only-open-deal', viaId: ana.id },
    push: { kind: 'arrived' },
  } as const;
  const kept = {
    mailId: 12 as MailId,
    card: DEAL,
    reach: 'thread',
    person: null,
    decidedAt: 0 as UnixMs,
    subject: 'Spam',
  } as const;
  const { stdout } = await scriptedRun(['card', 'show', 'd7'], {
    'cards.get': () => ({
      ...{
        card,
        addresses: [],
        domains: [],
        company: null,
        related: [ana],
        mails: [onCard],
        keptOut: [kept],
        atCrm: [],
      },
    }),
    'cards.list': () => [card, ana],
  });
  expect(stdout).toContain('Value: 100.50 EUR\n');
  expect(stdout).toMatch(/builtin:contact:c1  Ana +100.50/);
  expect(stdout).toContain('the only open deal of Ana');
  expect(stdout).toMatch(
    /Spam {2}\(this thread, .*\) {2}Mail 12\. Let it in: mailpin attach 12 --card builtin:deal:d7\n/,
  );
});

test('cards show their money to the last digit', async () => {
  const card = {
    ...DEAL,
    status: 'open',
    stageId: 's',
    stageName: 'Offer sent',
    value: { amount: '12345678901234567.89', currency: 'EUR' },
    companyName: 'Acme',
    people: [],
    mailCount: 3,
    lastMail: { name: 'Ana', direction: 'inbound', at: hoursAgo(1) },
  } as const;
  const { stdout } = await scriptedRun(['card', 'list'], { 'cards.list': () => [card] });
  expect(stdout).toBe(
    [
      'Id               Name        State                               Value  Company  Mails  Last mail',
      'builtin:deal:d7  Pumps 2026  Offer sent  12,345,678,901,234,567.89 EUR  Acme         3  Ana, 1 hr. ago',
      '',
    ].join('\n'),
  );
});
