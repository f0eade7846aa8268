import { canonicalAddress } from '../../../../app/domain/address.ts';
import { parseMessageIds } from '../../../../app/domain/message-id.ts';
import { parseAddressList } from '../address-list.ts';
import { splitEntity } from '../header.ts';
import { parseMailDate } from '../mail-date.ts';
import { parseParameterized } from '../parameters.ts';
import { decodeSubject } from '../subject.ts';
import { corpusText, type Suite } from './suite.ts';

interface Labelled<Expected> {
  readonly header: string;
  readonly expected: Expected;
}
interface Named {
  readonly name: string | null;
  readonly address: string | null;
}
interface StalwartAddresses {
  readonly List?: readonly Named[];
  readonly Group?: readonly { readonly addresses: readonly Named[] }[];
}
type StalwartDate = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>> & {
  readonly tz_before_gmt: boolean;
  readonly tz_hour: number;
  readonly tz_minute: number;
};

function stalwart<Expected>(file: string): readonly Labelled<Expected>[] {
  return JSON.parse(corpusText(`header-fields/stalwart-${file}.json`)) as readonly Labelled<Expected>[];
}

/** A case of these files has no name but its place. */
function named(at: number): string {
  return `no. ${String(at + 1)}`;
}

/** The field as the parser unfolds it. */
function unfolded(field: string): string {
  const { header } = splitEntity(Buffer.from(`x:${field.replace(/\r?\n$/, '')}\n`), false);
  return header[0]?.value ?? '';
}

function timeOf(date: StalwartDate): number {
  const offset = (date.tz_hour * 60 + date.tz_minute) * (date.tz_before_gmt ? -1 : 1);
  return Date.UTC(date.year, date.month - 1, date.day, date.hour, date.minute, date.second) - offset * 60_000;
}

function* lines(file: string): Generator<string> {
  for (const line of corpusText(file).split('\n')) if (line.trim() !== '' && !line.startsWith('#')) yield line.trim();
}

export const FIELD_SUITES: readonly Suite[] = [
  {
    name: 'Stalwart, address fields',
    counts: 'the same addresses',
    *cases() {
      for (const [at, { header, expected }] of stalwart<StalwartAddresses | null>('address').entries()) {
        const all = [...(expected?.List ?? []), ...(expected?.Group ?? []).flatMap((group) => group.addresses)];
        const wanted = all.flatMap(({ address }) => canonicalAddress(address ?? '') ?? []);
        const found = parseAddressList(unfolded(header)).flatMap((one) => canonicalAddress(one.rawAddress) ?? []);
        yield [named(at), found.join() === wanted.join()];
      }
    },
    known: {},
  },
  {
    name: 'Stalwart, dates',
    counts: 'the same time',
    *cases() {
      for (const [at, { header, expected }] of stalwart<StalwartDate | null>('date').entries())
        yield [named(at), parseMailDate(unfolded(header)) === (expected === null ? null : timeOf(expected))];
    },
    known: {
      'no. 7': 'six bare numbers are no date',
    },
  },
  {
    name: 'Stalwart, content types',
    counts: 'the same type and parameters',
    *cases() {
      type Expected = {
        c_type: string;
        c_subtype: string | null;
        attributes: readonly [string, string][] | null;
      } | null;
      for (const [at, { header, expected }] of stalwart<Expected>('content_type').entries()) {
        const { value, parameters } = parseParameterized(unfolded(header));
        const type = [expected?.c_type, expected?.c_subtype].filter((one) => typeof one === 'string').join('/');
        const isSame = (expected?.attributes ?? []).every(
          ([name, text]) => parameters.get(name.toLowerCase()) === text,
        );
        yield [named(at), value.replaceAll(' ', '') === type.toLowerCase() && isSame];
      }
    },
    known: {
      'no. 21': 'a type without its two halves is read as text later on, not here',
      'no. 33': 'a type without its two halves is read as text later on, not here',
      'no. 34': 'a type without its two halves is read as text later on, not here',
      'no. 35': 'a type without its two halves is read as text later on, not here',
      'no. 36': 'a type without its two halves is read as text later on, not here',
      'no. 37': 'a type without its two halves is read as text later on, not here',
      'no. 16': 'parameters without semicolons between them',
      'no. 18': 'blanks between encoded words are dropped (RFC 2047 6.2)',
      'no. 29': 'blanks in a name that is never closed',
    },
  },
  {
    name: 'Stalwart, ids',
    counts: 'the same ids',
    *cases() {
      for (const [at, { header, expected }] of stalwart<readonly string[]>('id').entries())
        yield [named(at), parseMessageIds(unfolded(header)).join() === expected.join()];
    },
    known: {
      'no. 4': 'blanks and comments in an id',
      'no. 5': 'an id without angle brackets is free text',
      'no. 6': 'an id without angle brackets is free text',
    },
  },
  {
    name: 'Stalwart, unstructured fields',
    counts: 'the same text',
    *cases() {
      const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
      for (const [at, { header, expected }] of stalwart<string>('unstructured').entries())
        yield [named(at), decodeSubject(unfolded(header)) === oneLine(expected)];
    },
    known: {
      'no. 15': 'an encoded word glued to what stands before it',
    },
  },
  {
    name: 'flanker, valid addresses',
    counts: 'accepted',
    *cases() {
      for (const line of lines('header-fields/flanker-mailbox_valid.txt'))
        yield [line, canonicalAddress(line) !== null];
    },
    known: {
      'Bill Gates <"billy"@retired.Micr!osoft99.com>': 'a domain that cannot exist in DNS',
    },
  },
  {
    name: 'flanker, invalid addresses',
    counts: 'refused',
    *cases() {
      for (const line of lines('header-fields/flanker-mailbox_invalid.txt'))
        yield [line, canonicalAddress(line) === null];
    },
    known: {
      '.@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      '.dot@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      '.first.last@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      '.test@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      '.wooly@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      'dot.@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      'first..last@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      'first.last.@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      'pootietang.@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      'test..test@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      'test.@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      'two..dot@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      'wo..oly@iana.org': 'dots where RFC 5322 has none, as real mailboxes have them',
      'a@bar.com.': 'a dot at the end of the domain is dropped (rules 1.1)',
      'gatsby@f.sc.ot.t.f.i.tzg.era.l.d.': 'a dot at the end of the domain is dropped (rules 1.1)',
      'test@example.': 'a dot at the end of the domain is dropped (rules 1.1)',
      '"foo"(yay)@(hoopla)[1.2.3.4]': 'comments are passed over',
      'first(middle)last@iana.org': 'comments are passed over',
      'test@xn--example.com': 'an A-label that decodes to nothing is left as it is',
    },
  },
];
