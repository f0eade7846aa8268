/** Who was not reached and why, from the sentences of a mail server. Pure; linear in its bounded input. */
import { reasonOfWords } from './bounce-reason.ts';
import { statusIn } from './report-fields.ts';

export interface NamedRecipient {
  readonly address: string;
  /** All that the text says of this recipient. */
  readonly words: string;
}

const MOST_CHARS = 64 * 1024;
const MOST_LINE = 1000;
const MOST_RECIPIENTS = 100;
const ADDRESS = /[^\s<>()[\]"',;:|=\\]{1,128}@[^\s<>()[\]"',;:|=\\@]{1,255}/g;
/** A line that begins with the address, as lists of recipients do, or says that what follows was one. */
const NAMES_RECIPIENT =
  /^\s*(?:[-*•|>]{1,3}\s*)?(?:(?:<<<|>>>)\s*)?(?:(?:rcpt to|to|recipient|(?:final|original|failed)[- ]recipient|e-?mail|address|user|destinataire|empfänger|destinatario|宛先)\s*:?\s*)?(?:rfc822\s*;\s*)?(?:"[^"]{0,100}"\s*)?(?:[^\s<>@]{1,40}\s){0,3}?[<("'[]{0,2}(?:mailto:|smtp:|rfc822;)?[^\s<>()@"',;:]{1,128}@/i;
/** Fields of the returned mail and hints whom to ask: nobody on such a line failed. */
const OF_OTHERS =
  /^\s*(?:>>> mail from|mail from|from|(?:original |envelope )?sender|(?:sender|reporting|remote)-mta|return-path|reply-to|message-id|in-reply-to|references|subject|(?:please )?contact|for (?:further|more|help|assistance)|(?:if you|please|bitte|veuillez|x-)\b.{0,80}(?:contact|send|mail|write|e-?mail|forward|report))\b/i;
/** After such a line come those who failed; before it, mails quote who was written to. */
const BEGINS_LIST =
  /did(?: not|n't) reach|could(?: not|n't) be (?:delivered|reached)|(?:following|these) (?:\w+ )?(?:recipient|address|user|e-?mail)|recipients? (?:were|was) affected|(?:fatal|delivery) (?:errors|problems)|not (?:be )?deliver(?:ed|able)? to|undeliverable to|failed recipient|konnte .{0,60}nicht zugestellt|n['’]a pas pu|non .{0,40}(?:recapitat|consegnat)|届(?:きません|けられません)|配信できません|配信に失敗/i;
const ROBOT = /^(?:mailer-daemon|postmaster|mail-daemon|abuse|noreply|no-reply|support|helpdesk|spam)@/i;
const SMTP_CODE = /(?:^|[^\d.])[45]\d\d(?:[- ]|$)/;

/**
 * @param prose the text above the returned mail
 * @param others addresses that did not fail: the one who sent the bounce, and the one who got it
 */
export function recipientsInProse(prose: string, others: ReadonlySet<string>): readonly NamedRecipient[] {
  const lines = prose
    .slice(0, MOST_CHARS)
    .split('\n')
    .map((line) => line.slice(0, MOST_LINE));
  const isOther = (address: string): boolean => others.has(address.toLowerCase()) || ROBOT.test(address);
  const named = lines.map((line) => (OF_OTHERS.test(line) ? [] : addressesIn(line).filter((one) => !isOther(one))));
  const strong = named.map((found, at) => (NAMES_RECIPIENT.test(lines[at] ?? '') ? found.slice(0, 1) : []));
  const list = lines.findIndex((line) => BEGINS_LIST.test(line));
  const inList = strong.map((found, at) => (at > list ? found : []));
  const atList = named.map((found, at) => (at >= list ? found : []));
  const choices = list < 0 ? [strong, named] : [inList, atList, strong, named];
  const chosen = choices.find((choice) => choice.some((found) => found.length > 0)) ?? [];
  const addresses = [...new Map(chosen.flat().map((one) => [one.toLowerCase(), one])).values()].slice(
    0,
    MOST_RECIPIENTS,
  );
  if (addresses.length === 1) return addresses.map((address) => ({ address, words: prose.slice(0, MOST_CHARS) }));
  return addresses.map((address) => ({ address, words: wordsAbout(address, lines, chosen) }));
}

/** The lines that name an address, and what follows each until another one is named or a blank line ends it. */
export function wordsAbout(
  address: string,
  lines: readonly string[],
  chosen: readonly (readonly string[])[] = lines.map((line) => addressesIn(line)),
): string {
  const wanted = address.toLowerCase();
  const about: string[] = [];
  let isAbout = false;
  for (const [at, line] of lines.entries()) {
    const here = chosen[at] ?? [];
    const isNamed = line.toLowerCase().includes(wanted);
    if (here.length > 0 && !isNamed) isAbout = false;
    if (isNamed) isAbout = true;
    else if (line.trim() === '' && isAbout && (about.at(-1) ?? '').toLowerCase().trim().length > wanted.length + 4)
      isAbout = false;
    if (isAbout) about.push(line);
  }
  return about.join('\n');
}

function addressesIn(line: string): readonly string[] {
  return [...line.matchAll(ADDRESS)].map(([found]) => found.replace(/^(?:mailto|smtp):/i, '').replace(/[.!?…]+$/, ''));
}

/** The line in which a server gives its reason, with the lines it goes on in; null when none does. */
export function diagnosticIn(words: string): string | null {
  const lines = words
    .slice(0, MOST_CHARS)
    .split('\n')
    .map((line) => line.slice(0, MOST_LINE).trim());
  const at = [
    lines.findIndex((line) => SMTP_CODE.test(line) && (statusIn(line) !== null || reasonOfWords(line) !== null)),
    lines.findIndex((line) => statusIn(line) !== null),
    lines.findIndex((line) => SMTP_CODE.test(line)),
    lines.findIndex((line) => reasonOfWords(line) !== null),
  ].find((found) => found >= 0);
  if (at === undefined) return null;
  const rest = lines.slice(at, at + 4);
  const end = rest.findIndex((line, index) => index > 0 && (line === '' || /^[<>-]|@\S+:$/.test(line)));
  return (end < 0 ? rest : rest.slice(0, end)).join(' ').replace(/^(?:<<<|>>>)\s*/, '');
}
