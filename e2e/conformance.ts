/**
 * `npm run conformance [-- --connector NAME] [--url URL] [--token-stdin] [--login NAME] [--database NAME] [--client-id ID] [--json] [--write]`:
 * what every connector promises, tried against its stand-in, or against a real server that is named by its address. Exit code 1 when a
 * promise is not kept, 2 when the command line was not understood.
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
import errors from '../resources/locales/en/errors.json' with { type: 'json' };
import { errorWords } from '../resources/locales/error-words.ts';
import { handClock } from './servers/crm/hand-clock.ts';
import { TARGETS } from './servers/crm/targets.ts';

const PAGE = new URL('../docs/connectors.md', import.meta.url);
const NAMES = ['builtin', ...CONNECTOR_NAMES] as const;
type Name = (typeof NAMES)[number];

const usage = `npm run conformance [-- --connector ${NAMES.join('|')}] [--url URL --token-stdin [--login NAME] [--database NAME] [--client-id ID]] [--json]`;
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

/** A CRM inside Mailpin, a stand-in, or the real server of the command line. */
async function open(name: Name): Promise<OpenSubject> {
  const runId = randomUUID().slice(0, 8);
  if (name === 'builtin') return await builtinSubject(runId);
  if (options.url !== undefined) return await openReal(name, options.url, runId);
  const { start, isWrite } = TARGETS[name];
  const pace = handClock();
  const { url, values, searchLagMs, fill, stop } = await start(() => pace.now());
  const opened = await openSubject({
    connector: name,
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

async function openReal(connector: ConnectorName, typed: string, runId: string): Promise<OpenSubject> {
  const url = crmUrl(typed);
  if (url === null) misunderstood(`${typed} is no address: https://..., or http:// of this computer.`);
  const { isWrite } = TARGETS[connector];
  const credential = await readCredential(connector);
  return await openSubject({ connector, url, credential, runId, ...(isWrite !== undefined && { isWrite }) });
}

/** The secrets come line by line on standard input, in the order in which the connector's sign-in names them. */
async function readCredential(connector: ConnectorName): Promise<Credential> {
  if (!options['token-stdin']) misunderstood('A real server needs --token-stdin, and the token on standard input.');
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
  if (result.verdict !== 'broken' || result.error === null) return;
  const { what, next } = errorWords((id, values) => intl.formatMessage({ id }, { ...values }), result.error);
  process.stdout.write(`    ${what} ${next}\n`);
}

const asked = options.connector;
const names = asked === undefined ? NAMES : NAMES.filter((name) => name === asked);
if (names.length === 0) misunderstood(`There is no connector ${asked ?? ''}.`);
if (asked === undefined && options.url !== undefined) misunderstood('A real server needs --connector.');

const found = new Map<string, readonly CheckResult[]>();
for (const name of names) {
  const { subject, close } = await open(name);
  if (!options.json)
    process.stdout.write(`${name} at ${options.url ?? (name === 'builtin' ? 'this computer' : 'its stand-in')}\n`);
  try {
    found.set(name, await runChecks(CHECKS, subject, tell));
  } finally {
    await close();
  }
}

const all = [...found.values()].flat();
const counts = { kept: 0, broken: 0, skipped: 0 };
for (const { verdict } of all) counts[verdict] += 1;
if (options.write) writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8'), conformanceTable(found)));
if (options.json) {
  const results = Object.fromEntries([...found].map(([name, checks]) => [name, checks.map(forJson)]));
  process.stdout.write(`${JSON.stringify({ url: options.url ?? null, ...counts, results }, null, 2)}\n`);
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
