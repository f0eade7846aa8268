/** iCalendar text as a tree of components. Source: RFC 5545 3.1 and 3.2. Linear and bounded; never throws. */

export interface CalendarProperty {
  /** Upper case. */
  readonly name: string;
  /** Names in upper case; values without quotes. */
  readonly parameters: ReadonlyMap<string, string>;
  /** As written; text values are still escaped. */
  readonly value: string;
}
export interface CalendarComponent {
  /** Upper case, for example `VEVENT`. */
  readonly name: string;
  readonly properties: readonly CalendarProperty[];
  readonly children: readonly CalendarComponent[];
}

interface Open {
  name: string;
  properties: CalendarProperty[];
  children: Open[];
}

const MOST_LINES = 20_000;
const MOST_LINE = 20_000;
/** VCALENDAR, VEVENT, VALARM, and room. */
const MAX_DEPTH = 8;

/** The root stands for the whole text; its children are the calendars. What is never closed ends with the text. */
export function readCalendarText(text: string): CalendarComponent {
  const root: Open = { name: '', properties: [], children: [] };
  const open = [root];
  for (const line of unfolded(text)) {
    const property = readProperty(line);
    const current = open.at(-1) ?? root;
    if (property === null) continue;
    if (property.name === 'BEGIN' && open.length <= MAX_DEPTH) {
      const child: Open = { name: property.value.trim().toUpperCase(), properties: [], children: [] };
      current.children.push(child);
      open.push(child);
    } else if (property.name === 'END') {
      const name = property.value.trim().toUpperCase();
      const at = open.findLastIndex((one) => one.name === name);
      if (at > 0) open.length = at;
    } else current.properties.push(property);
  }
  return root;
}

/** First property of that name, or null. */
export function propertyOf(component: CalendarComponent, name: string): CalendarProperty | null {
  return component.properties.find((property) => property.name === name) ?? null;
}

/** A text value without its escapes (RFC 5545 3.3.11), on one line. */
export function textOf(property: CalendarProperty | null): string {
  return (property?.value ?? '')
    .replace(/\\([nN,;\\:"])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped))
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

function unfolded(text: string): readonly string[] {
  const lines: string[][] = [];
  for (const line of text.split(/\r\n|\n|\r/, MOST_LINES)) {
    const before = lines.at(-1);
    if (/^[ \t]/.test(line) && before !== undefined) before.push(line.slice(1));
    else lines.push([line]);
  }
  return lines.map((pieces) => pieces.join('').slice(0, MOST_LINE));
}

/** `NAME;PARAM="a:b":value`; null for what is no property. */
function readProperty(line: string): CalendarProperty | null {
  const colon = outsideQuotes(line, ':', 0);
  if (colon < 0) return null;
  const head = line.slice(0, colon);
  const pieces: string[] = [];
  for (let from = 0; from <= head.length;) {
    const semicolon = outsideQuotes(head, ';', from);
    const end = semicolon < 0 ? head.length : semicolon;
    pieces.push(head.slice(from, end));
    from = end + 1;
  }
  const [name = '', ...written] = pieces;
  const parameters = written.flatMap((piece): (readonly [string, string])[] => {
    const equals = piece.indexOf('=');
    if (equals < 0) return [];
    return [
      [
        piece.slice(0, equals).trim().toUpperCase(),
        piece
          .slice(equals + 1)
          .replaceAll('"', '')
          .trim(),
      ],
    ];
  });
  const isName = /^[A-Za-z0-9-]+$/.test(name.trim());
  return isName
    ? { name: name.trim().toUpperCase(), parameters: new Map(parameters), value: line.slice(colon + 1) }
    : null;
}

function outsideQuotes(text: string, mark: string, from: number): number {
  let isQuoted = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') isQuoted = !isQuoted;
    else if (char === mark && !isQuoted) return at;
  }
  return -1;
}
