/** Reads the threads of the sample: one text file each, described in README.md. */
import { readdirSync, readFileSync } from 'node:fs';

/** What the rules should make of a mail: the acceptance oracle of the demo. */
export interface Outcome {
  /** Ids of cards as in cards.json, sorted. */
  readonly cards: readonly string[];
  readonly state: 'linked' | 'question' | 'private';
  readonly because: string;
}

export type MailTime =
  | { readonly kind: 'minutes-ago'; readonly minutes: number }
  | { readonly kind: 'working-days-ago'; readonly days: number; readonly time: string };

export interface MailSource {
  /** From 1, within the thread. */
  readonly position: number;
  readonly when: MailTime;
  /** Key of people-list.ts. */
  readonly from: string;
  /** Null when the mail answers everybody on the mail before. */
  readonly recipients: { readonly to: readonly string[]; readonly cc: readonly string[] } | null;
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
  readonly outcome: Outcome;
}

export interface ThreadSource {
  readonly slug: string;
  readonly subject: string;
  readonly outcome: Outcome;
  readonly mails: readonly MailSource[];
}

const THREADS = new URL('./threads/', import.meta.url);

/** Every thread of the sample, by slug. Throws when a file does not follow the form. */
export function readThreads(): readonly ThreadSource[] {
  const names = readdirSync(THREADS).filter((name) => name.endsWith('.txt'));
  return names
    .sort()
    .map((name) => parseThread(name.replace('.txt', ''), readFileSync(new URL(name, THREADS), 'utf8')));
}

/** The first value of a field of a mail; undefined when it has none. */
export function fieldOf(mail: MailSource, name: string): string | undefined {
  return mail.fields.get(name)?.[0];
}

function parseThread(slug: string, text: string): ThreadSource {
  const [head = '', ...sections] = text.split(/^=== /m);
  const fields = parseFields(head.split('\n'));
  const subject = fields.get('Subject')?.[0];
  if (subject === undefined) throw new Error(`${slug}: no Subject`);
  const outcome = parseOutcome(slug, fields, null);
  return {
    slug,
    subject,
    outcome,
    mails: sections.map((section, index) => parseMail(slug, section, index + 1, outcome)),
  };
}

/** `9d 15:48 ana > sally; cc tom`, fields, an empty line, the text. */
function parseMail(slug: string, section: string, position: number, ofThread: Outcome): MailSource {
  const [head = '', ...lines] = section.split('\n');
  const match = /^(?:(\d+)m|(\d+)d (\d\d:\d\d)) ([\w]+)(?: > ([^;]+))?(?:; cc (.+))?$/.exec(head.trim());
  if (match === null) throw new Error(`${slug}: cannot read "${head}"`);
  const [, minutes, days, time = '', from = '', to, cc] = match;
  const firstOther = lines.findIndex(
    (line) => !/^[A-Z][A-Za-z-]+: /.test(line) || !FIELDS.has(line.split(':')[0] ?? ''),
  );
  const fields = parseFields(lines.slice(0, firstOther));
  return {
    position,
    when:
      minutes === undefined
        ? { kind: 'working-days-ago', days: Number(days), time }
        : { kind: 'minutes-ago', minutes: Number(minutes) },
    from,
    recipients: to === undefined ? null : { to: parseList(to), cc: parseList(cc ?? '') },
    fields,
    body: lines.slice(firstOther).join('\n').trim(),
    outcome: parseOutcome(slug, fields, ofThread),
  };
}

/** Fields a mail of a thread file may have; anything else begins the text. */
const FIELDS = new Set([
  'Attach',
  'Because',
  'Bulk',
  'Calendar',
  'Cards',
  'Charset',
  'Encoding',
  'Header',
  'Parent',
  'Quote',
  'Report',
  'State',
  'Subject',
]);

function parseFields(lines: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(': ');
    if (colon > 0)
      fields.set(line.slice(0, colon), [...(fields.get(line.slice(0, colon)) ?? []), line.slice(colon + 2)]);
  }
  return fields;
}

function parseOutcome(
  slug: string,
  fields: ReadonlyMap<string, readonly string[]>,
  inherited: Outcome | null,
): Outcome {
  const cards = fields.get('Cards')?.[0];
  const state = fields.get('State')?.[0] ?? inherited?.state;
  const because = fields.get('Because')?.[0] ?? inherited?.because;
  if (state !== 'linked' && state !== 'question' && state !== 'private') throw new Error(`${slug}: State ${state}`);
  if (because === undefined) throw new Error(`${slug}: no Because`);
  const ids = cards === undefined ? (inherited?.cards ?? []) : cards.split(' ').filter((id) => id !== '-');
  return { cards: [...ids].sort(), state, because };
}

function parseList(text: string): readonly string[] {
  return text
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
}
