/**
 * Words that mailers put before the subject of an answer or a forward, besides the Re, Fw and Fwd of RFC 5256: German,
 * Scandinavian, Finnish, Dutch, Italian, French, Spanish, Portuguese, Polish, Czech, Hungarian, Turkish, Greek,
 * Russian, Hebrew, Chinese, Japanese, Korean.
 */
const PREFIX_WORDS = [
  ...['re', 'fw', 'fwd', 'aw', 'antw', 'antwort', 'wg', 'sv', 'vs', 'vb', 'vl', 'antwoord', 'doorst', 'r', 'rif', 'i'],
  ...[
    'tr',
    'rép',
    'rv',
    'res',
    'enc',
    'odp',
    'pd',
    'odpověď',
    'vá',
    'továbbítás',
    'ynt',
    'ilt',
    'i̇lt',
    'απ',
    'σχετ',
    'πρθ',
  ],
  ...[
    'отв',
    'пересл',
    'תגובה',
    'השב',
    'הועבר',
    '回复',
    '回覆',
    '答复',
    '答覆',
    '转发',
    '轉寄',
    '轉發',
    '返信',
    '転送',
    '회신',
    '전달',
  ],
];

/**
 * `Re:`, `RE[2]:`, `AW (3):`, `[list] Re:`, `回复：`. A blob in brackets counts only together with the prefix that follows
 * it.
 */
const REPLY_PREFIX = new RegExp(
  String.raw`(?:\[[^[\]]*\]\s*)*(?:${PREFIX_WORDS.join('|')})\s*(?:\[[^[\]]*\]|\(\d+\)|\^?\d+)?\s*[:：]\s*`,
  'iuy',
);
const BLOB = /\[[^[\]]*\]\s*/uy;
const TRAILER = /\s*\(fwd\)$/iu;
/** No honest subject is longer; the marks of a longer one are not worth the time. */
const MAX_SUBJECT_LENGTH = 2_000;
const WRAPPED_FORWARD = /^\[fwd:(.*)\]$/isu;

/**
 * What a subject is about: the subject without reply and forward marks and list tags. Compare in lower case.
 * Source: RFC 5256 2.1, with the localised prefixes of common mailers. Linear in the length of the subject.
 *
 * @param subject decoded
 * @returns empty when the subject holds nothing but marks
 */
export function baseSubject(subject: string): string {
  let base = subject.slice(0, MAX_SUBJECT_LENGTH).replace(/\s+/gu, ' ').trim();
  for (;;) {
    base = withoutLeaders(withoutTrailer(base));
    const wrapped = WRAPPED_FORWARD.exec(base)?.[1];
    if (wrapped === undefined) return base;
    base = wrapped.trim();
  }
}

/**
 * The subjects of a thread's mails as lists show them: each as it was written before anybody answered it, so that a mail has
 * one name wherever it is shown.
 *
 * @param oldestFirst subjects as received
 * @returns as many, in the same order
 */
export function subjectsBeforeAnswers(oldestFirst: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  return oldestFirst.map((subject) => {
    const base = baseSubject(subject).toLowerCase();
    const written = first.get(base) ?? subject;
    first.set(base, written);
    return written;
  });
}

/** Step 2: `(fwd)` at the end, as often as it stands there. */
function withoutTrailer(subject: string): string {
  let rest = subject;
  while (TRAILER.test(rest)) rest = rest.replace(TRAILER, '');
  return rest;
}

/** Steps 3 to 5: marks at the beginning, as long as one is found; a list tag only when something is left after it. */
function withoutLeaders(subject: string): string {
  let start = 0;
  for (;;) {
    const end = endOf(REPLY_PREFIX, subject, start) ?? blobEnd(subject, start);
    if (end === null) return subject.slice(start);
    start = end;
  }
}

function blobEnd(subject: string, start: number): number | null {
  const end = endOf(BLOB, subject, start);
  return end === null || end === subject.length ? null : end;
}

function endOf(pattern: RegExp, text: string, start: number): number | null {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : null;
}
