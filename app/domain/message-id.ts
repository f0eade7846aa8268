import type { MessageId } from './ids.ts';

/** RFC 5322 2.1.1: no line, hence no id, is longer. */
const MAX_ID_LENGTH = 998;
const BRACKETED = /<([^<>]*)>/g;
/** Words that say the brackets hold a person and no id: `Message from Ana <ana@acme.example> of "Mon, 1 Jan" <id>`. */
const BEFORE_A_PERSON = /\b(?:message\s+from|from\s+\S)/i;
const AFTER_A_PERSON = /^\s*['\u2019]s? message\b/i;

/**
 * The form in which Message-IDs are compared: without angle brackets, the part after the @ in lower case, quotes that
 * are not needed dropped (RFC 5256 3, "normalized"). Ids without an @ occur in real mail and are kept when they stand
 * in brackets.
 *
 * @param raw one id, `<id@host>` or, as users type it, `id@host`
 * @returns null when the text is not exactly one id
 */
export function canonicalMessageId(raw: string): MessageId | null {
  const text = raw.trim();
  const isBracketed = text.startsWith('<') && text.endsWith('>');
  const id = isBracketed ? text.slice(1, -1).trim() : text;
  if (id === '' || id.length > MAX_ID_LENGTH || /[\s<>\p{Cc}]/u.test(id)) return null;
  const at = id.lastIndexOf('@');
  if (at < 0) return isBracketed ? (id as MessageId) : null;
  if (at === 0 || at === id.length - 1) return null;
  return `${unquoted(id.slice(0, at))}@${id.slice(at + 1).toLowerCase()}` as MessageId;
}

/**
 * All ids in a References or In-Reply-To field, in their order. An id that is named twice is kept twice, since the last
 * one is the mail that is answered. Free text is passed over, and so are the mail
 * addresses that old mailers wrote into it; an id that is broken by a blank is dropped and the others are kept.
 */
export function parseMessageIds(text: string): readonly MessageId[] {
  const ids: MessageId[] = [];
  let end = 0;
  for (const match of text.matchAll(BRACKETED)) {
    const gap = text.slice(end, match.index);
    end = match.index + match[0].length;
    if (BEFORE_A_PERSON.test(gap) || AFTER_A_PERSON.test(text.slice(end, end + 20))) continue;
    const id = canonicalMessageId(match[0]);
    if (id !== null) ids.push(id);
  }
  return ids;
}

/** `"0123"@host` and `0123@host` are one id (RFC 5256 3). */
function unquoted(left: string): string {
  const inner = left.length > 2 && left.startsWith('"') && left.endsWith('"') ? left.slice(1, -1) : left;
  return /["\\\s]/.test(inner) ? left : inner;
}
