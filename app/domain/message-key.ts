import type { MessageId, MessageKey } from './ids.ts';

/** What makes a mail the same mail wherever it turns up: in another mailbox, account or computer. */
export interface KeyedMail {
  readonly messageId: MessageId | null;
  /** Addresses of the From field in their order; canonical where they are addresses, as written otherwise. */
  readonly from: readonly string[];
  /** The Date field as written; null when there is none. */
  readonly dateHeader: string | null;
  /** Addresses of the To field, like `from`. Used only for mail without a Message-ID. */
  readonly to: readonly string[];
  /** Decoded. */
  readonly subject: string;
  /** Beginning of the text, at least its first 200 letters and digits where it has that many. */
  readonly textHead: string;
}

/** A text up to its 200th letter or digit. The classes exclude each other, so the match takes linear time. */
const FIRST_LETTERS_AND_DIGITS = /^(?:[^\p{L}\p{N}]*[\p{L}\p{N}]){0,200}/u;
const OTHER_CHARACTERS = /[^\p{L}\p{N}]+/gu;
const LETTERS_AND_DIGITS = 200;
const LAST_ASCII = 0x7f;
const FINGERPRINT_LENGTH = 12;

/**
 * The identity of a mail (rules 4.5). **Never change what goes in or how:** tombstones, user links and pushes are
 * stored under it, so it uses no rule that may still learn (no reply prefixes, no address steps). A Message-ID alone
 * would not do, since different mails can carry one id; blanks, line ends and list tags are left out, since servers and
 * lists change them on the way.
 *
 * With a Message-ID: the id, `#`, and 12 hex digits of SHA-256 over From, Date, the letters and digits of the subject
 * outside `[tags]`, and the first 200 letters and digits of the text. Without: `sha256:` and SHA-256 over Date, From,
 * To, Subject and that text. Both hash a JSON array of strings.
 *
 * @param sha256 hex digest, in lower case, of the UTF-8 form of a text
 */
export function messageKey(mail: KeyedMail, sha256: (text: string) => string): MessageKey {
  const from = mail.from.join(' ');
  const date = collapsed(mail.dateHeader ?? '');
  const head = lettersAndDigits(mail.textHead);
  if (mail.messageId === null) {
    const whole = [date, from, mail.to.join(' '), collapsed(mail.subject), head];
    return `sha256:${sha256(JSON.stringify(whole))}` as MessageKey;
  }
  const fingerprint = sha256(JSON.stringify([from, date, lettersAndDigits(withoutTags(mail.subject)), head]));
  return `${mail.messageId}#${fingerprint.slice(0, FINGERPRINT_LENGTH)}` as MessageKey;
}

function collapsed(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** `[sales] Re: Quote` and `Re: [sales] Quote` are `Re: Quote`. */
function withoutTags(subject: string): string {
  return subject.replace(/\[[^[\]]*\]/gu, '');
}

/** The first letters and digits, in lower case and compatibility form. */
function lettersAndDigits(text: string): string {
  const plain = plainLettersAndDigits(text);
  if (plain !== null) return plain;
  const [head = ''] = FIRST_LETTERS_AND_DIGITS.exec(text) ?? [];
  return head.replace(OTHER_CHARACTERS, '').normalize('NFKC').toLowerCase();
}

/** The same where all of the text up to its 200th letter or digit is ASCII, which most text is and where looking is quicker; otherwise null. */
function plainLettersAndDigits(text: string): string | null {
  const codes: number[] = [];
  for (let at = 0; at < text.length && codes.length < LETTERS_AND_DIGITS; at += 1) {
    const code = text.charCodeAt(at);
    if (code > LAST_ASCII) return null;
    const lower = code | 0x20;
    if (lower >= 0x61 && lower <= 0x7a) codes.push(lower);
    else if (code >= 0x30 && code <= 0x39) codes.push(code);
  }
  return String.fromCharCode(...codes);
}
