import { expect, test } from 'vitest';
import type { ActionId } from '../../app/domain/ids.ts';
import type { DecisionOutcome } from '../../app/contract/action-views.ts';
import { COMMANDS } from './commands.ts';
import { isTextKey } from '../../resources/text.ts';
import { scriptedRun, type Script } from './testing/scripted-run.ts';

const OUTCOME: DecisionOutcome = { actionId: 7 as ActionId, mailIds: [], threadIds: [] };
const SCRIPT: Script = {
  'accounts.add': () => 'a' as never,
  'links.attach': () => OUTCOME,
  'links.detach': () => OUTCOME,
  'actions.undo': () => OUTCOME,
  'threads.list': () => ({ items: [], next: null, total: 0 }),
  'cards.list': () => [],
  'links.list': () => [],
  'mails.search': () => ({ hits: [], foundCount: 0, isMore: false, unsearchedCount: 0, shortenedCount: 0 }),
  'questions.list': () => ({ items: [], next: null, total: 0 }),
};

const IMAP = { kind: 'imap', host: 'mail.test', port: 993, security: 'tls', user: 'sally@acme.test', caFile: null };
const ADDED = { address: 'sally@acme.test', settings: IMAP, password: null, isChecked: true };
const ALL = 100_000;

test.each<[string, unknown]>([
  ['account add sally@acme.test --imap mail.test', ['accounts.add', ADDED]],
  [
    'account add sally@acme.test --imap mail.test:1993 --user sally --ca /dev/null',
    ['accounts.add', { ...ADDED, settings: { ...IMAP, port: 1993, user: 'sally', caFile: '/dev/null' } }],
  ],
  [
    'account add sally@acme.test --imap [::1] --security starttls',
    ['accounts.add', { ...ADDED, settings: { ...IMAP, host: '::1', port: 143, security: 'starttls' } }],
  ],
  [
    'account add sally@acme.test --imap=[::1]:144 --security=none --password-stdin',
    ['accounts.add', { ...ADDED, settings: { ...IMAP, host: '::1', port: 144, security: 'none' }, password: 'piped' }],
  ],
  [
    'account add sally@acme.test --maildir Mail',
    ['accounts.add', { ...ADDED, settings: { kind: 'maildir', path: '/work/Mail' } }],
  ],
  [
    'account add sally@acme.test --mbox /archive',
    ['accounts.add', { ...ADDED, settings: { kind: 'mbox', path: '/archive' } }],
  ],
  ['attach a@b d7', ['links.attach', { mails: [{ messageId: 'a@b' }], cardId: 'd7', reach: 'thread' }]],
  [
    'attach <a@b> 12 --card d7',
    ['links.attach', { mails: [{ messageId: '<a@b>' }, { mailId: 12 }], cardId: 'd7', reach: 'thread' }],
  ],
  [
    'attach --card d7 --reach message a@b',
    ['links.attach', { mails: [{ messageId: 'a@b' }], cardId: 'd7', reach: 'message' }],
  ],
  [
    'attach a@b --card d8 --from d7',
    ['links.attach', { mails: [{ messageId: 'a@b' }], cardId: 'd8', reach: 'message', from: 'd7' }],
  ],
  [
    'attach --card d7 -- -odd@id',
    ['links.attach', { mails: [{ messageId: '-odd@id' }], cardId: 'd7', reach: 'thread' }],
  ],
  ['detach a@b d7 --reach thread', ['links.detach', { mails: [{ messageId: 'a@b' }], cardId: 'd7', reach: 'thread' }]],
  [
    'detach a@b --card d7 --reach person --person ana@x.test',
    ['links.detach', { mails: [{ messageId: 'a@b' }], cardId: 'd7', reach: 'person', person: 'ana@x.test' }],
  ],
  [
    'attach a@b d7 --reach person --person ana@x.test',
    ['links.attach', { mails: [{ messageId: 'a@b' }], cardId: 'd7', reach: 'person', person: 'ana@x.test' }],
  ],
  ['undo', ['actions.undo', { isConfirmed: false }]],
  ['undo 7 --yes', ['actions.undo', { actionId: 7, isConfirmed: true }]],
  ['threads', ['threads.list', { filter: {}, limit: 500 }]],
  ['threads --limit 3 --unlinked', ['threads.list', { filter: { isUnlinked: true }, limit: 3 }]],
  ['card list', ['cards.list', { limit: ALL }]],
  ['cards', ['cards.list', { limit: ALL }]],
  ['card list --kind deal blue pump', ['cards.list', { kind: 'deal', text: 'blue pump', limit: ALL }]],
  ['links --mail a@b --card d7', ['links.list', { mail: { messageId: 'a@b' }, cardId: 'd7', limit: ALL }]],
  ['search blue pump --limit 5', ['mails.search', { text: 'blue pump', limit: 5 }]],
  ['search pumps -thirty -x1 -"net', ['mails.search', { text: 'pumps −thirty −x1 −"net', limit: ALL }]],
  ['search -hello -from:ana', ['mails.search', { text: '−hello −from:ana', limit: ALL }]],
  ['questions', ['questions.list', { limit: ALL }]],
])('%s asks the engine for %j', async (line, call) => {
  const run = await scriptedRun(['--json', ...line.split(' ')], SCRIPT, { stdin: 'piped\n' });
  expect(run.stderr).toBe('');
  expect(run.calls).toEqual([call]);
  expect(run).toMatchObject({ code: 0, isStopped: true });
});

test.each<[string, RegExp]>([
  ['', /No command was given\.\nSee: mailpin help/],
  ['frobnicate', /no command “frobnicate”/],
  ['card frobnicate', /no command “card frobnicate”/],
  ['threads --colour', /no option --colour.*\nSee: mailpin threads \[--limit N\]/],
  ['threads -x', /no option -x/],
  ['threads --limit', /--limit needs a value/],
  ['threads --limit --unlinked', /--limit needs a value/],
  ['threads --limit=many', /--limit takes a number from 1 to 100,000; “many” is none/],
  ['threads --limit 0', /--limit takes a number/],
  ['threads --unlinked=yes', /--unlinked takes no value/],
  ['threads one', /“one” is one argument too many/],
  ['show', /An argument is missing\.\nSee: mailpin show MAIL/],
  ['show a b', /“b” is one argument too many/],
  ['account add', /An argument is missing/],
  ['account add a@b', /one of --imap, --maildir, --mbox/],
  ['account add a@b --imap h --mbox p', /one of --imap, --maildir, --mbox/],
  ['account add a@b --imap h:99999', /--imap takes HOST or HOST:PORT; “h:99999” is neither/],
  ['account add a@b --imap https://h', /--imap takes HOST or HOST:PORT/],
  ['account add a@b --imap h --security ssl', /--security takes one of tls, starttls, none; “ssl” is none of them/],
  ['account sign-in a@b', /add --password-stdin/],
  ['attach a@b', /which card: --card ID/],
  ['attach a@b d7 --reach all', /--reach takes one of message, thread, person/],
  ['detach a@b d7', /--reach message, thread or person\.\nSee: mailpin detach/],
  ['detach a@b d7 --reach thread --person x@y', /--person belongs to --reach person/],
  ['attach a@b d7 --person x@y', /--person belongs to --reach person/],
  ['undo last', /named by its number; “last” is none/],
  ['sync', /--once or --watch/],
  ['sync --once --watch', /--once or --watch/],
  ['sync --watch --account a', /--account goes with --once/],
  ['threads --secrets file', /--secrets takes one of keychain, env/],
  ['threads --profile', /--profile needs a value/],
  ['help frobnicate', /no command “frobnicate”/],
])('"%s" is refused with what was expected, and nothing is opened', async (line, words) => {
  const run = await scriptedRun(line === '' ? [] : line.split(' '), SCRIPT);
  expect(run.stderr).toMatch(words);
  expect(run).toMatchObject({ code: 2, stdout: '', calls: [], settings: null });
});

test('a refused command line is one JSON document on standard error with --json', async () => {
  const run = await scriptedRun(['--json', 'undo', 'last']);
  expect(JSON.parse(run.stderr)).toMatchObject({
    error: {
      code: 'input.usage',
      message: 'An action is named by its number; “last” is none.',
      next: 'See: mailpin undo [ACTION] [--yes]\n     mailpin undo --since 1h|TIME [--preview] [--yes]\n     mailpin undo --list [--limit N]',
    },
  });
  expect(run).toMatchObject({ code: 2, stdout: '' });
});

test('options that every command takes may stand before and after its name', async () => {
  const before = await scriptedRun(['--profile', '/p', '--secrets', 'env', 'threads'], SCRIPT);
  const after = await scriptedRun(['threads', '--secrets=env', '--profile=/p'], SCRIPT);
  expect(before.settings).toEqual({ profileDir: '/p', secrets: 'env' });
  expect(after.settings).toEqual(before.settings);
});

test('a password is taken without the line break at its end, and with everything else', async () => {
  const line = ['account', 'add', 'a@b', '--imap', 'h', '--password-stdin'];
  const { calls } = await scriptedRun(line, SCRIPT, { stdin: ' two words\nand a line \r\n' });
  expect(calls[0]?.[1]).toMatchObject({ password: ' two words\nand a line ' });
});

test('help and version need no profile and end well', async () => {
  for (const line of [['help'], ['--help'], ['-h'], ['help', 'attach'], ['attach', '--help'], ['--version'], ['-V']]) {
    const run = await scriptedRun(line);
    expect(run).toMatchObject({ code: 0, stderr: '', settings: null });
    expect(run.stdout).not.toBe('');
  }
  expect((await scriptedRun(['--version'])).stdout).toBe('mailpin 1.2.3\n');
  expect((await scriptedRun(['detach', '--help'])).stdout).toContain('--reach');
});

test('help names every command, and every option has its words', async () => {
  const { stdout } = await scriptedRun(['help']);
  for (const { name, options } of COMMANDS) {
    expect(stdout).toContain(`  ${name} `);
    for (const option of Object.keys(options))
      expect([option, isTextKey(`cli.option.${option}`)]).toEqual([option, true]);
  }
});

test('no option takes a password', () => {
  const taking = COMMANDS.flatMap(({ options }) => Object.entries(options)).filter(
    ([name, { type }]) => /pass|secret|token/i.test(name) && type === 'string',
  );
  expect(taking).toEqual([]);
});

test('a list for people is short, a list for programs is whole, and both say how many there are', async () => {
  const limits: number[] = [];
  const script: Script = {
    'threads.list': ({ limit }) => {
      limits.push(limit);
      return { items: [], next: null, total: 604 };
    },
  };
  expect((await scriptedRun(['threads'], script)).stdout).toContain('0 of 604 threads');
  expect(JSON.parse((await scriptedRun(['threads', '--json'], script)).stdout)).toMatchObject({ total: 604 });
  expect(limits).toEqual([50, 500]);
});
