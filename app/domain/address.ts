import punycode from 'punycode/punycode.js';
import type { CanonicalAddress } from './ids.ts';
import type { AddressStep } from './link.ts';

/** One way of comparing an address; two addresses are the same at a step when their keys are equal. */
export interface AddressKey {
  readonly step: AddressStep;
  readonly key: string;
}

/**
 * Longest address we compare: 64 octets of local part and 255 of domain (RFC 5321 4.5.3.1), with room for long VERP
 * senders.
 */
const MAX_ADDRESS_LENGTH = 576;
const MAX_DOMAIN_LENGTH = 253;
const GMAIL_DOMAINS = new Set(['gmail.com', 'googlemail.com']);

/**
 * Characters of an unquoted local part: RFC 5322 atext and dots, and anything non-ASCII (RFC 6531) but blanks and
 * controls.
 */
const PLAIN_LOCAL_PART = /^(?:[\w!#$%&'*+\-/=?^`{|}~.]|[^\p{ASCII}\p{Z}\p{C}]|\p{Cf})+$/u;
const ASCII_DOMAIN = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/;
const ADDRESS_LITERAL = /^\[(?:ipv6:)?[0-9a-f:.]+\]$/;
/** Full stops of other scripts that IDNA reads as dots (RFC 3490 3.1). */
const FOREIGN_DOTS = /[\u3002\uff0e\uff61]/gu;

/**
 * The form in which addresses are compared (rules 1.1). Takes `Ana <Ana@Acme.Example>` as well as a bare address;
 * exactly one address, or nothing. Linear in the length of the text; never throws.
 * Source: RFC 5322 3.4 (with comments and obsolete routes), RFC 6531 (non-ASCII local parts), RFC 5891 (IDNA).
 *
 * @returns local part in lower case and NFC, domain in ASCII and lower case; null for groups, empty and broken text
 */
export function canonicalAddress(raw: string): CanonicalAddress | null {
  const spec = addrSpec(raw);
  if (spec === null) return null;
  const at = spec.lastIndexOf('@');
  const local = canonicalLocalPart(spec.slice(0, at));
  const domain = canonicalDomain(spec.slice(at + 1));
  if (at < 1 || local === null || domain === null) return null;
  return `${local}@${domain}` as CanonicalAddress;
}

/**
 * A domain in the form in which domains are compared: ASCII by IDNA, lower case, without the dot of the root. Null when
 * the text is no domain.
 */
export function canonicalDomain(raw: string): string | null {
  const mapped = raw.trim().normalize('NFKC').replace(FOREIGN_DOTS, '.').toLowerCase().replace(/\.$/, '');
  if (mapped.length > MAX_DOMAIN_LENGTH || /\p{Cs}/u.test(mapped)) return null;
  if (ADDRESS_LITERAL.test(mapped)) return mapped;
  // Nearly every domain is in ASCII as it stands.
  const ascii = ASCII_DOMAIN.test(mapped) ? mapped : punycode.toASCII(mapped);
  const isDomain = ascii.length <= MAX_DOMAIN_LENGTH && ASCII_DOMAIN.test(ascii);
  return isDomain && ascii.split('.').every((label) => label.length <= 63) ? ascii : null;
}

/** The domain of an address, in ASCII. */
export function domainOf(address: CanonicalAddress): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/**
 * The keys by which an address is looked up, in the order in which they count (rules 1.2): the first that finds a card
 * wins. Cards are indexed under every key of their own addresses, so `ana+crm@` on a card is found by mail from `ana@`.
 */
export function addressKeys(address: CanonicalAddress): readonly AddressKey[] {
  const domain = domainOf(address);
  const local = address.slice(0, address.length - domain.length - 1);
  const tag = local.startsWith('"') ? -1 : local.indexOf('+');
  const untagged = tag > 0 ? local.slice(0, tag) : local;
  const keys: AddressKey[] = [
    { step: 'exact', key: address },
    { step: 'without-tag', key: tag > 0 ? `${untagged}@${domain}` : address },
  ];
  if (GMAIL_DOMAINS.has(domain)) keys.push({ step: 'gmail-dots', key: `${untagged.replaceAll('.', '')}@gmail.com` });
  return keys;
}

/** The bare address within the text: display name, comments, angle brackets and an obsolete route taken off. */
function addrSpec(raw: string): string | null {
  const text = withoutComments(raw);
  const open = openingBracket(text);
  if (open < 0) return checkedLength(text.trim());
  const close = text.indexOf('>', open);
  if (close < 0 || text.slice(close + 1).trim() !== '') return null;
  const inner = text.slice(open + 1, close).trim();
  const route = inner.startsWith('@') ? inner.indexOf(':') + 1 : 0;
  return checkedLength(inner.slice(route));
}

function checkedLength(spec: string): string | null {
  return spec.length >= 3 && spec.length <= MAX_ADDRESS_LENGTH ? spec : null;
}

/** Takes off comments in parentheses, nested or not closed, but not those inside a quoted string (RFC 5322 3.2.2). */
function withoutComments(text: string): string {
  if (!text.includes('(')) return text;
  const kept: string[] = [];
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const unit = char === '\\' && (isQuoted || depth > 0) ? text.slice(at, at + 2) : char;
    at += unit.length - 1;
    if (depth === 0 && unit === '"') isQuoted = !isQuoted;
    if (!isQuoted && unit === '(') depth += 1;
    if (depth === 0) kept.push(unit);
    if (!isQuoted && unit === ')' && depth > 0) depth -= 1;
  }
  return kept.join('');
}

/**
 * Where the last angle bracket opens outside quoted strings, or at all when a quote is never closed; -1 when nowhere.
 */
function openingBracket(text: string): number {
  let last = -1;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (isQuoted && char === '\\') at += 1;
    else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && char === '<') last = at;
  }
  return isQuoted ? text.lastIndexOf('<') : last;
}

/** Lower case and NFC; quotes that are not needed are dropped, so `"ana"@acme.example` is `ana@acme.example`. */
function canonicalLocalPart(raw: string): string | null {
  const local = raw.trim().normalize('NFC').toLowerCase();
  if (PLAIN_LOCAL_PART.test(local)) return local;
  const quoted = /^"((?:[^"\\\p{Cc}]|\\[^\p{Cc}])*)"$/u.exec(local)?.[1];
  if (quoted === undefined) return null;
  const content = quoted.replace(/\\(.)/gsu, '$1');
  return PLAIN_LOCAL_PART.test(content) ? content : `"${content.replace(/["\\]/gu, '\\$&')}"`;
}
