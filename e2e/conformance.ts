/**
 * `npm run conformance [-- --connector NAME] [--url URL] [--token-stdin] [--login NAME] [--database NAME] [--client-id ID] [--json] [--write]`:
 * what every connector promises, tried against its stand-in, or against a real server that is named by its address. Exit code 1 when a
 * promise is not kept or the server lets nobody in, 2 when the command line was not understood.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { text as readText } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { createIntl, createIntlCache } from '@formatjs/intl';
import { CONNECTOR_NAMES, crmUrl, type ConnectorName } from '../app/domain/crm-account.ts';
import { isSecretField, type Credential, type SignInValues, type SignInWay } from '../app/domain/sign-in.ts';
import { CONNECTORS } from '../main/crm/connectors.ts';
import { builtinSubject } from '../main/crm/conformance/builtin-subject.ts';
import { CHECKS } from '../main/crm/conformance/checks.ts';
import { conformanceTable, withTable } from '../main/crm/conformance/conformance-table.ts';
import { openSubject, type OpenSubject } from '../main/crm/conformance/open-subject.ts';
import { runChecks, type CheckResult } from '../main/crm/conformance/run-checks.ts';
import type { Subject } from '../main/crm/conformance/subject.ts';
import { toMailpinError, type MailpinError } from '../app/errors.ts';
import errors from '../resources/locales/en/errors.json' with { type: 'json' };
import { errorWords } from '../resources/locales/error-words.ts';
import { handClock } from './servers/crm/hand-clock.ts';
import { TARGETS, TRIALS } from './servers/crm/targets.ts';

const PAGE = new URL('../docs/connectors.md', import.meta.url);
/** The CRM inside Mailpin, then the stand-ins. */
const BUILTIN = 'builtin';
const NAMES = [BUILTIN, ...TRIALS.map(({ name }) => name)];

const usage = `npm run conformance -- [--connector ${[BUILTIN, ...CONNECTOR_NAMES].join('|')}] [--url URL] [--token-stdin] [--login NAME] [--database NAME] [--client-id ID] [--json]`;
const HELP = `Usage: ${usage}

Without --token-stdin every connector, or the one that is named, is tried against its stand-in.
With it a real server is tried: --connector and, where every customer has an address of their own, --url. The secrets come on
standard input, a line each, in this order:

${CONNECTOR_NAMES.map((name) => `  ${name.padEnd(11)} ${signInWords(name)}`).join('\n')}

A real server needs a card of each kind that is loaded; mail is written on one deal and one person, and taken off again. Each of
its records has the word "Mailpin conformance" and the number of the run in its subject. Nothing else is changed.

Exit code: 0 all kept, 1 a promise is broken or nobody is let in, 2 the command line was not understood.
`;
const { values: options } = readOptions();
const intl = createIntl({ locale: 'en', messages: errors }, createIntlCache());

function readOptions() {
  try {
    return parseArgs({
      options: {
        connector: { type: 'string' },
        url: { type: 'string' },
        'token-stdin': { type: 'boolean', default: false },
        login: { type: 'string' },
        database: { type: 'string' },
        'client-id': { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return misunderstood(error instanceof Error ? error.message : String(error));
  }
}

function misunderstood(why: string): never {
  process.stderr.write(`${why}\nUsage: ${usage}\n`);
  process.exit(2);
}

/** What is asked for with options, and what comes by standard input. */
function signInWords(connector: ConnectorName): string {
  const ways = CONNECTORS[connector].signIn.filter(({ kind }) => kind !== 'oauth');
  const wayWords = ways.map(({ fields }) => {
    const options = fields.filter(({ name }) => !isSecretField(name)).map(({ name }) => `--${name}`);
    return [...options, ...fields.filter(({ name }) => isSecretField(name)).map(({ name }) => name)].join(' ');
  });
  const url = CONNECTORS[connector].url === null ? '--url ' : '';
  return `${url}${wayWords.join(', or ')}`;
}

/** The CRM inside Mailpin, or a stand-in. */
async function open(name: string): Promise<OpenSubject> {
  const runId = randomUUID().slice(0, 8);
  const trial = TRIALS.find((one) => one.name === name);
  if (trial === undefined) return await builtinSubject(runId);
  const { start, isWrite } = trial.target;
  const pace = handClock();
  const { url, values, searchLagMs, fill, stop } = await start(() => pace.now());
  const opened = await openSubject({
    connector: trial.connector,
    url,
    credential: { kind: 'login' in values ? 'login' : 'token', values, grant: null },
    runId,
    fill,
    pace,
    ...(isWrite !== undefined && { isWrite }),
    ...(searchLagMs !== undefined && { searchLagMs }),
  });
  return {
    subject: opened.subject,
    async close() {
      await opened.close();
      await stop();
    },
  };
}

/** The real server of the command line. */
async function openReal(connector: ConnectorName, url: string): Promise<OpenSubject> {
  const runId = randomUUID().slice(0, 8);
  const { isWrite } = TARGETS[connector];
  const credential = await readCredential(connector);
  return await openSubject({ connector, url, credential, runId, ...(isWrite !== undefined && { isWrite }) });
}

/** The secrets come line by line on standard input, in the order in which the connector's sign-in names them. */
async function readCredential(connector: ConnectorName): Promise<Credential> {
  const { login, database, 'client-id': clientId } = options;
  const given: SignInValues = {
    ...(login !== undefined && { login }),
    ...(database !== undefined && { database }),
    ...(clientId !== undefined && { 'client-id': clientId }),
  };
  const ways = CONNECTORS[connector].signIn.filter(({ kind }) => kind !== 'oauth');
  const way = ways.find((one) => isMeant(one, given));
  if (way === undefined) {
    const wanted = ways.map(({ fields }) => fields.map(({ name }) => name).join(' and ')).join(', or ');
    misunderstood(`${connector} is signed in to with ${wanted}.`);
  }
  const lines = (await readText(process.stdin)).split(/\r?\n/).filter((line) => line !== '');
  const secrets = way.fields.filter(({ name }) => isSecretField(name));
  const missing = secrets.filter(({ isOptional }, at) => !isOptional && lines[at] === undefined);
  if (missing.length > 0)
    misunderstood(`No ${missing.map(({ name }) => name).join(' and no ')} came on standard input.`);
  const typed = Object.fromEntries(
    secrets.flatMap(({ name }, at) => (lines[at] === undefined ? [] : [[name, lines[at]]])),
  );
  return { kind: way.kind, values: { ...given, ...typed }, grant: null };
}

function isMeant({ fields }: SignInWay, given: SignInValues): boolean {
  const names = fields.map(({ name }) => name);
  const isGiven = fields.every(
    ({ name, isOptional }) => isOptional || isSecretField(name) || given[name] !== undefined,
  );
  return isGiven && Object.keys(given).every((name) => names.some((known) => known === name));
}

const MARKS = { kept: '✓', broken: '✗', skipped: '–' } as const;

function tell(result: CheckResult): void {
  if (options.json) return;
  const because = result.verdict === 'kept' ? '' : `: ${result.because}`;
  process.stdout.write(`  ${MARKS[result.verdict]} ${result.name}${because}\n`);
  if (result.verdict === 'broken' && result.error !== null) process.stdout.write(`    ${wordsOf(result.error)}\n`);
}

function wordsOf(error: MailpinError): string {
  const { what, next } = errorWords((id, values) => intl.formatMessage({ id }, { ...values }), error);
  return `${what} ${next}`;
}

/** Where the server is, as the command line says it; null when the stand-ins are meant. */
function realUrl(connector: ConnectorName | undefined): string | null {
  if (options.url === undefined && !options['token-stdin']) return null;
  if (connector === undefined) misunderstood('A real server needs --connector.');
  if (!options['token-stdin']) misunderstood('A real server needs --token-stdin, and the token on standard input.');
  const typed = options.url ?? CONNECTORS[connector].url;
  if (typed === null) misunderstood(`${connector} needs --url: every customer has an address of their own.`);
  const url = crmUrl(typed);
  if (url === null) misunderstood(`${typed} is no address: https://..., or http:// of this computer.`);
  return url;
}

if (options.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const asked = options.connector;
const names = asked === undefined ? NAMES : NAMES.filter((name) => name === asked);
if (names.length === 0) misunderstood(`There is no connector ${asked ?? ''}.`);
const connector = CONNECTOR_NAMES.find((name) => name === asked);
const server = realUrl(connector);

const found = new Map<string, readonly CheckResult[]>();
for (const name of names) {
  const { subject, close } = await (server === null || connector === undefined
    ? open(name)
    : openReal(connector, server));
  if (!options.json)
    process.stdout.write(
      `${name} at ${server ?? (name === BUILTIN ? 'this computer' : 'its stand-in')}, run ${subject.runId}\n`,
    );
  try {
    if (server !== null) await beLetIn(subject);
    found.set(name, await runChecks(CHECKS, subject, tell));
  } finally {
    await close();
  }
}

/** Where nobody is let in, every promise would be broken for one reason: it is said once, and nothing else is tried. */
async function beLetIn({ crm }: Subject): Promise<void> {
  try {
    await crm.check();
  } catch (thrown) {
    const error = toMailpinError(thrown);
    const { code, details } = error;
    if (options.json) process.stdout.write(`${JSON.stringify({ url: server, error: { code, details } }, null, 2)}\n`);
    else process.stdout.write(`  ${MARKS.broken} ${code}: ${wordsOf(error)}\n    Nothing else was tried.\n`);
    process.exit(1);
  }
}

const all = [...found.values()].flat();
const counts = { kept: 0, broken: 0, skipped: 0 };
for (const { verdict } of all) counts[verdict] += 1;
if (options.write) writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8'), conformanceTable(found)));
if (options.json) {
  const results = Object.fromEntries([...found].map(([name, checks]) => [name, checks.map(forJson)]));
  process.stdout.write(`${JSON.stringify({ url: server, ...counts, results }, null, 2)}\n`);
} else {
  process.stdout.write(
    `${String(counts.kept)} kept, ${String(counts.broken)} broken, ${String(counts.skipped)} skipped\n`,
  );
}
process.exitCode = counts.broken > 0 ? 1 : 0;

function forJson(result: CheckResult): object {
  if (result.verdict !== 'broken' || result.error === null) return result;
  const { code, details } = result.error;
  return { ...result, error: { code, details } };
}
