/** The machine-readable part of a delivery report. Source: RFC 3464 2. Pure; linear; takes what real servers write. */
import type { DeliveryOutcome } from '../../domain/mail-details.ts';

/** One recipient of a report, its values as written. */
export interface ReportedRecipient {
  readonly address: string;
  readonly outcome: DeliveryOutcome;
  readonly statusCode: string | null;
  readonly diagnostic: string | null;
}

type Fields = ReadonlyMap<string, string>;

/** A report about more recipients than this is cut there. */
const MOST_RECIPIENTS = 1000;
const MOST_CHARS = 256 * 1024;
const FIELD = /^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*)$/;
const ENHANCED = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/;

/** The recipients of a report. Blank lines between them may be missing: a second recipient field begins the next one. */
export function reportedRecipients(report: string): readonly ReportedRecipient[] {
  const groups: Map<string, string>[] = [];
  let group = new Map<string, string>();
  let last: string | null = null;
  for (const line of report.slice(0, MOST_CHARS).split(/\r?\n/)) {
    if (/^[ \t]/.test(line) && last !== null && line.trim() !== '') {
      group.set(last, `${group.get(last) ?? ''} ${line.trim()}`);
      continue;
    }
    const [, written = '', value = ''] = FIELD.exec(line) ?? [];
    const name = written.toLowerCase();
    const isNext = line.trim() === '' || (name === 'final-recipient' && group.has(name));
    if (isNext) {
      if (group.size > 0) groups.push(group);
      group = new Map();
    }
    last = name === '' || group.has(name) ? null : name;
    if (last !== null) group.set(last, value.trim());
  }
  groups.push(group);
  return joined(groups).slice(0, MOST_RECIPIENTS).flatMap(toRecipient);
}

/** Some servers put a blank line between the address of a recipient and what became of the mail. */
function joined(groups: readonly Map<string, string>[]): readonly Fields[] {
  const whole: Map<string, string>[] = [];
  for (const group of groups) {
    const before = whole.at(-1);
    const isRest =
      before !== undefined &&
      hasRecipient(before) &&
      !before.has('action') &&
      !hasRecipient(group) &&
      group.has('action');
    if (isRest) for (const [name, value] of group) before.set(name, value);
    else whole.push(new Map(group));
  }
  return whole;
}

function hasRecipient(fields: Fields): boolean {
  return fields.has('final-recipient') || fields.has('original-recipient') || fields.has('x-actual-recipient');
}

function toRecipient(fields: Fields): readonly ReportedRecipient[] {
  const address = addressIn(fields);
  if (address === null) return [];
  const diagnostic = fields.get('diagnostic-code') ?? null;
  const status = statusIn(fields.get('status') ?? '') ?? statusIn(diagnostic ?? '');
  return [
    {
      address,
      outcome: outcomeOf(fields.get('action') ?? '', status),
      statusCode: betterStatus(status, diagnostic),
      diagnostic: diagnostic === null ? null : withoutType(diagnostic),
    },
  ];
}

/** Final-Recipient is where the mail ended; a pipe, a route or an X.400 name there gives way to the address that was written to. */
function addressIn(fields: Fields): string | null {
  const written = ['final-recipient', 'original-recipient', 'x-actual-recipient']
    .map((name) => withoutType(fields.get(name) ?? ''))
    .map(withoutMarks)
    .filter((value) => value !== '');
  const plain = written.filter((value) => isPlainAddress(value));
  // `ana@mail-store` is how the server calls the mailbox inside.
  return plain.find((value) => /\.[^.]+$/.test(value.slice(value.lastIndexOf('@')))) ?? plain[0] ?? written[0] ?? null;
}

/** Whether a person could have written it. */
export function isPlainAddress(text: string): boolean {
  return /^(?:"[^"]{1,64}"|[^\s@|/:,"]{1,128})@[^\s@:]{1,253}$/.test(text);
}

/** `rfc822; ana@acme.example` is `ana@acme.example`. */
function withoutType(value: string): string {
  return value.replace(/^[A-Za-z0-9-]{1,30}\s*;\s*/, '').trim();
}

/** `<ana@acme.example> (Ana)` is `ana@acme.example`. */
function withoutMarks(value: string): string {
  return value
    .replace(/(?<=>)[ \t]*\([^()]*\)[ \t]*$/, '')
    .replace(/^<+|>+$/g, '')
    .trim();
}

/** What the refusing server itself said stands above what its neighbour made of it, when both speak of the same kind of failure. */
function betterStatus(status: string | null, diagnostic: string | null): string | null {
  const said =
    /(?<![\d.])[45]\d\d[- ]#?([45]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(diagnostic ?? '')?.[1] ??
    statusIn(diagnostic ?? '');
  return said !== null && !/^\d\.0\.0$/.test(said) && (status === null || said[0] === status[0]) ? said : status;
}

/** The first enhanced status code in a text. */
export function statusIn(text: string): string | null {
  return ENHANCED.exec(text)?.[1] ?? null;
}

/** RFC 3464 2.3.3; without an action the class of the status says it. */
function outcomeOf(action: string, status: string | null): DeliveryOutcome {
  const word = /[a-z]+/.exec(action.toLowerCase())?.[0] ?? '';
  if (['delivered', 'relayed', 'expanded', 'deliverable'].includes(word)) return 'delivered';
  if (word === 'delayed') return 'delayed';
  if (word !== '') return 'failed';
  if (status?.startsWith('2') === true) return 'delivered';
  return status?.startsWith('4') === true ? 'delayed' : 'failed';
}
