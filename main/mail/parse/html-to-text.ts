/** The words of an HTML mail, for search, previews and matching; never for showing. One pass, linear in every input. */

const ENTITIES: Readonly<Record<string, string>> = {
  ...{
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    shy: '\u00ad',
    zwnj: '\u200c',
    zwj: '\u200d',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
  },
  ...{
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    laquo: '«',
    raquo: '»',
  },
  ...{
    hellip: '…',
    bull: '•',
    middot: '·',
    euro: '€',
    pound: '£',
    yen: '¥',
    cent: '¢',
    sect: '§',
    copy: '©',
    reg: '®',
    trade: '™',
  },
  ...{
    deg: '°',
    plusmn: '±',
    times: '×',
    frac12: '½',
    iexcl: '¡',
    iquest: '¿',
    ordf: 'ª',
    ordm: 'º',
    szlig: 'ß',
    aelig: 'æ',
  },
  ...{
    AElig: 'Æ',
    oslash: 'ø',
    Oslash: 'Ø',
    aring: 'å',
    Aring: 'Å',
    oelig: 'œ',
    OElig: 'Œ',
    eth: 'ð',
    thorn: 'þ',
    ccedil: 'ç',
  },
  ...{ Ccedil: 'Ç', ntilde: 'ñ', Ntilde: 'Ñ', lstrok: 'ł', Lstrok: 'Ł' },
};
/** `&eacute;` is e with an accent: the letter and the mark are put together instead of listed. */
const ACCENTS: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
};
const ACCENTED = /^([A-Za-z])(grave|acute|circ|tilde|uml)$/;

/** Elements whose content is no text of the mail. */
const SKIPPED = new Set(['script', 'style', 'head', 'title', 'template', 'object', 'noscript', 'svg', 'math']);
/** Elements that stand on lines of their own. */
const BLOCKS = new Set(
  'address article aside blockquote center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tr ul'.split(
    ' ',
  ),
);

/** Stand in the text until its lines are put together; a mail that has them itself only quotes itself. */
const QUOTE_OPENS = '\n\u0002\n';
const QUOTE_CLOSES = '\n\u0003\n';
const MAX_QUOTE_DEPTH = 10;

/** What stands in a blockquote gets the quote marks of plain text, so that the same rules find it. */
export function htmlToText(html: string): string {
  const out: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    out.push(html.slice(at, open).replace(/\s+/g, ' '));
    const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(html.slice(open, open + 24));
    const name = tag?.[2]?.toLowerCase() ?? '';
    if (html.startsWith('<!--', open)) at = after(html, '-->', open + 4);
    else if (tag === null && !/[!?/]/.test(html.charAt(open + 1))) {
      out.push('<');
      at = open + 1;
    } else at = after(html, '>', open);
    if (tag?.[1] === '' && SKIPPED.has(name)) at = after(html, '>', closingTag(html, name, at));
    if (name === 'blockquote') out.push(tag?.[1] === '' ? QUOTE_OPENS : QUOTE_CLOSES);
    else if (name === 'br' || BLOCKS.has(name)) out.push('\n');
    else if (name === 'td' || name === 'th') out.push(' ');
  }
  out.push(html.slice(at).replace(/\s+/g, ' '));
  return tidy(decodeEntities(out.join('')));
}

/** The position behind the next mark, or the end of the text. */
function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

/** Where `</name` stands; the end when it is missing, so a script that is never closed is never text. */
function closingTag(html: string, name: string, from: number): number {
  for (let open = html.indexOf('</', from); open >= 0; open = html.indexOf('</', open + 2)) {
    if (html.slice(open + 2, open + 2 + name.length).toLowerCase() === name) return open;
  }
  return html.length;
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));?/gi,
    (match: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return namedEntity(name) ?? match;
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      const isText = code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
      return isText ? String.fromCodePoint(code) : ' ';
    },
  );
}

function namedEntity(name: string): string | undefined {
  const accented = ACCENTED.exec(name);
  if (accented !== null) return `${accented[1] ?? ''}${ACCENTS[accented[2] ?? ''] ?? ''}`.normalize('NFC');
  return ENTITIES[name] ?? ENTITIES[name.toLowerCase()];
}

/**
 * Blanks around line ends go, and more than one empty line. Zero-width characters go where senders pad previews with them;
 * joiners inside words stay, Persian and Hindi need them.
 */
function tidy(text: string): string {
  const plain = text
    .replace(/[\u200b\u2060\ufeff\u034f\u00ad]/g, '')
    .replace(/(?<=\s)[\u200c\u200d]+(?=\s|$)/g, '')
    .split('\n')
    .map((line) => line.replace(/[ \t\u00a0]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return plain.includes('\u0002') ? withQuoteMarks(plain) : plain;
}

function withQuoteMarks(plain: string): string {
  let depth = 0;
  const lines: string[] = [];
  for (const line of plain.split('\n')) {
    if (line === '\u0002') depth = Math.min(depth + 1, MAX_QUOTE_DEPTH);
    else if (line === '\u0003') depth = Math.max(0, depth - 1);
    else {
      const content = line.replace(/[\u0002\u0003]/g, '');
      const isSecondBlank = content === '' && /^[> ]*$/.test(lines.at(-1) ?? '');
      if (!isSecondBlank) lines.push(`${'> '.repeat(depth)}${content}`.trimEnd());
    }
  }
  return lines.join('\n').trim();
}
