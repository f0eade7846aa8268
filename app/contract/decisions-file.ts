/**
 * The file that carries decisions to another computer: JSON lines in UTF-8, the first of which says what the file is. Described in
 * docs/decisions.md, with the reasons in docs/adr. What another version may write is refused here, before anything acts on it.
 */
import { z } from 'zod';
import { EXTENT_REACHES, EXTENTS, type Extent, type ExtentReach } from '../domain/extent.ts';
import type { CanonicalAddress, CardId, MessageKey, UnixMs } from '../domain/ids.ts';
import { REACHES, type Reach, type Verdict } from '../domain/link.ts';
import { WORD_LANGUAGES } from '../domain/personal.ts';
import { BLOCK_MODES, type BlockMode } from '../domain/policy.ts';
import { RELATION_WORDS, type RelationWord } from '../domain/account.ts';
import type { AllowTarget } from './rules-views.ts';
import { MailpinError } from '../errors.ts';

const DECISIONS_FILE_VERSION = 1;

export interface DecisionLine {
  readonly kind: 'decision';
  readonly verdict: Verdict;
  readonly reach: Reach;
  readonly key: MessageKey;
  readonly person: CanonicalAddress | null;
  readonly card: CardId;
  readonly isSplit: boolean;
  /** Said with many others when mail was carried over: nobody looked at this mail. */
  readonly isCarried?: true | undefined;
  readonly decidedAt: UnixMs;
  /** When it was taken back; null while it stands. */
  readonly undoneAt: UnixMs | null;
}
export interface ExtentLine {
  readonly kind: 'extent';
  readonly reach: ExtentReach;
  readonly key: MessageKey;
  readonly extent: Extent;
  readonly decidedAt: UnixMs;
  readonly undoneAt: UnixMs | null;
}
/** A change of the words, or private addresses, that hold mail back; the latest counts. */
export interface WordLine {
  readonly kind: 'word';
  readonly language: string;
  readonly word: string;
  /** As it is shown, where that is otherwise than it is compared. */
  readonly written?: string | undefined;
  readonly isOn: boolean;
  readonly changedAt: UnixMs;
}
/** Somebody who is protected or blocked, with what the entry covers besides what their card says. */
export interface ListedValue {
  readonly mode: BlockMode;
  readonly name: string;
  readonly addresses: readonly CanonicalAddress[];
  readonly domains: readonly string[];
}
interface RuleSaid<Topic extends string, Value> {
  readonly kind: 'rule';
  readonly topic: Topic;
  /** Address, domain, mailing list, card or message key that the word is about. */
  readonly subject: string;
  /** Null for a word that was taken back. */
  readonly value: Value | null;
  readonly saidAt: UnixMs;
}
/** The last word about one rule: who somebody is, what a domain is, what passes the filters, who is listed, what answers what. */
export type RuleLine =
  | RuleSaid<'relation', RelationWord>
  | RuleSaid<'company' | 'free-mail', boolean>
  | RuleSaid<`allow-${AllowTarget['kind']}`, true>
  | RuleSaid<'list-address' | 'list-person' | 'list-domain', ListedValue>
  | RuleSaid<'join', MessageKey>;
export type DecisionsFileLine = DecisionLine | ExtentLine | WordLine | RuleLine;

const LINE_CHARS = 8_192;
const LATEST = 8.64e15;

function text<Value extends string>() {
  return z.custom<Value>((value) => typeof value === 'string' && value !== '' && value.length <= LINE_CHARS);
}
const moment = z.custom<UnixMs>(
  (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= LATEST,
);

const decision = z
  .strictObject({
    kind: z.literal('decision'),
    verdict: z.enum(['attach', 'detach']),
    reach: z.enum(REACHES),
    key: text<MessageKey>(),
    person: text<CanonicalAddress>().nullable(),
    card: text<CardId>(),
    isSplit: z.boolean(),
    isCarried: z.literal(true).optional(),
    decidedAt: moment,
    undoneAt: moment.nullable(),
  })
  .refine(({ reach, person }) => (reach === 'person') === (person !== null));
function rule<Topic extends string, Value>(topics: readonly [Topic, ...Topic[]], value: z.ZodType<Value>) {
  return z.strictObject({
    kind: z.literal('rule'),
    topic: z.enum(topics),
    subject: text(),
    value: value.nullable(),
    saidAt: moment,
  });
}
const listed = z.strictObject({
  mode: z.enum(BLOCK_MODES),
  name: z.string().max(LINE_CHARS),
  addresses: z.array(text<CanonicalAddress>()),
  domains: z.array(text()),
});
const line: z.ZodType<DecisionsFileLine> = z.union([
  rule(['relation'], z.enum(RELATION_WORDS)),
  rule(['company', 'free-mail'], z.boolean()),
  rule(['allow-address', 'allow-domain', 'allow-list', 'allow-mail', 'allow-thread'], z.literal(true)),
  rule(['list-address', 'list-person', 'list-domain'], listed),
  rule(['join'], text<MessageKey>()),
  decision,
  z.strictObject({
    kind: z.literal('extent'),
    reach: z.enum(EXTENT_REACHES),
    key: text<MessageKey>(),
    extent: z.enum(EXTENTS),
    decidedAt: moment,
    undoneAt: moment.nullable(),
  }),
  z.strictObject({
    kind: z.literal('word'),
    language: z.enum([...WORD_LANGUAGES, 'address']),
    word: text(),
    written: text().optional(),
    isOn: z.boolean(),
    changedAt: moment,
  }),
]);
const head = z.object({
  mailpin: z.literal('decisions'),
  version: z.int().min(1),
  exportedAt: moment,
  lines: z.int().min(0),
});

export function writeDecisionsFile(lines: readonly DecisionsFileLine[], exportedAt: UnixMs): string {
  const first = { mailpin: 'decisions', version: DECISIONS_FILE_VERSION, exportedAt, lines: lines.length };
  return [first, ...lines].map((one) => `${JSON.stringify(one)}\n`).join('');
}

/**
 * The lines of a file, all of them or none.
 * Throws input.decisions-newer for a file of a newer program, input.decisions-damaged with the first line that is not as written: the
 * last one where the file was cut off.
 */
export function readDecisionsFile(written: string): readonly DecisionsFileLine[] {
  const [first = '', ...rest] = written.split('\n');
  const { version, lines: count } = checked(head, first, 1);
  if (version > DECISIONS_FILE_VERSION) {
    throw new MailpinError('input.decisions-newer', { found: version, known: DECISIONS_FILE_VERSION });
  }
  const last = rest.pop();
  if (last !== '' || rest.length !== count) throw damagedAt(Math.min(rest.length, count) + 2);
  return rest.map((one, at) => checked(line, one, at + 2));
}

function checked<Value>(schema: z.ZodType<Value>, written: string, at: number): Value {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch (error) {
    throw damagedAt(at, error);
  }
  const result = schema.safeParse(value);
  if (!result.success) throw damagedAt(at);
  return result.data;
}

function damagedAt(at: number, cause?: unknown): MailpinError {
  return new MailpinError('input.decisions-damaged', { line: at }, { cause });
}
