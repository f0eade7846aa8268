/** Where the text of a bounce stops and the mail it returns begins. Pure; linear. */

export interface SplitBounce {
  /** What the server says. */
  readonly prose: string;
  /** Header of the mail that came back, as text; empty when none is in the text. */
  readonly original: string;
}

/** Lines that announce the returned mail in the words of the usual servers. */
const ANNOUNCES =
  /^[\s>*#=_-]*(?:(?:this is|below (?:this|the next) line is|here is|included is|attached is) (?:a |the )?(?:copy|header|message)|(?:the )?(?:original|unsent|returned|undelivered|undeliverable) (?:message|mail)(?: text| header| headers)?(?: follows| below| is)?\s*[:-]*[\s>*#=_-]*$|original message headers?|message headers? (?:follow|is)|header of the (?:original|message)|(?:a )?copy of (?:your|the) (?:message|original)|received headers? of|----? ?(?:headers?|returned|original|unsent)|start of (?:the )?(?:returned|original)|[\s-]*(?:the (?:header|body) of )?(?:the )?(?:original )?message (?:headers? )?follows)/i;
/** A header block of a mail; those of a delivery report have other names. */
const MAIL_FIELD =
  /^>? ?(Received|Return-Path|From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-Type|Content-Transfer-Encoding|DKIM-Signature|Reply-To|Sender|Delivered-To|References|In-Reply-To|X-[A-Za-z0-9-]+|ARC-[A-Za-z-]+|Authentication-Results)[ \t]*:/i;
/** So many fields in a row are a header, if one of them is none that people write when they tell of a mail. */
const FIELDS = 3;
const TELLING_FIELD = /^>? ?(?:To|Cc|Subject)[ \t]*:/i;
const MOST_LINES = 4000;
const MOST_HEADER_LINES = 1000;

export function splitReturnedOriginal(text: string): SplitBounce {
  const lines = text.split(/\r?\n/, MOST_LINES);
  const announced = lines.findIndex((line) => line.length < 200 && ANNOUNCES.test(line));
  const header = headerAt(lines);
  const cut = [announced, header].filter((at) => at >= 0);
  const end = cut.length === 0 ? lines.length : Math.min(...cut);
  return {
    prose: lines.slice(0, end).join('\n'),
    original: header < 0 ? '' : headerLines(lines.slice(header)).join('\n'),
  };
}

/** The first line of the first header; fields may be folded, and may stand behind one quote mark. */
function headerAt(lines: readonly string[]): number {
  let begin = -1;
  let count = 0;
  let isHeader = false;
  for (const [at, line] of lines.entries()) {
    if (MAIL_FIELD.test(line)) {
      if (count === 0) {
        begin = at;
        isHeader = false;
      }
      count += 1;
      isHeader ||= !TELLING_FIELD.test(line);
      if (count >= FIELDS && isHeader) return begin;
    } else if (count === 0 || !/^(?:>? ?)[ \t]+\S/.test(line)) count = 0;
  }
  return -1;
}

function headerLines(lines: readonly string[]): readonly string[] {
  const plain = lines.slice(0, MOST_HEADER_LINES).map((line) => line.replace(/^> ?/, ''));
  const end = plain.findIndex((line) => line.trim() === '');
  return end < 0 ? plain : plain.slice(0, end);
}
