/** What a bounce reports: its delivery-status part first, header fields and prose where that is missing or says little. */
import { canonicalAddress } from '../../../app/domain/address.ts';
import type { BounceDetails, BounceRecipient, DeliveryOutcome } from '../../../app/domain/mail-details.ts';
import { canonicalMessageId, parseMessageIds } from '../../../app/domain/message-id.ts';
import { diagnosticIn, recipientsInProse, wordsAbout } from '../../../app/rules/bounce/bounce-prose.ts';
import { bounceReason, isHardBounce, reasonOfWords } from '../../../app/rules/bounce/bounce-reason.ts';
import { isPlainAddress, reportedRecipients, statusIn } from '../../../app/rules/bounce/report-fields.ts';
import { splitReturnedOriginal } from '../../../app/rules/bounce/returned-original.ts';
import { fieldOf, joinedFields, splitEntity, type Header } from './header.ts';
import { parseAddressField } from './participants.ts';
import { decodeSubject } from './subject.ts';

export interface BounceSource {
  readonly header: Header;
  readonly subject: string;
  /** Text of the mail, the returned one included where that is no part of its own. */
  readonly text: string;
  /** Text of the report parts, decoded; empty when there is none. */
  readonly report: string;
  /** Header of the returned mail where that is a part of its own. */
  readonly original: Header | null;
}

interface Told {
  readonly address: string;
  readonly outcome: DeliveryOutcome;
  readonly statusCode: string | null;
  readonly diagnostic: string | null;
  readonly words: string;
}

const MOST_DIAGNOSTIC = 500;
const IS_DELAY =
  /\b(?:delayed|delay)\b|warning: (?:message|could not)|will (?:be retried|keep trying|continue to try|(?:still )?(?:be )?try)|still (?:trying|being retried|in the queue)|not yet been delivered|do not need to (?:re)?send|you don't need to resend|verzögert|retard de remise|remise retardée|ritardo nel recapito|配信が遅/i;
/** Servers that look for the mailbox only when they have the mail. */
const HAS_NO_ACCOUNT = /doesn't have an? .{1,60} account/;
const AFTER_DATA =
  /in reply to (?:end of )?DATA|>>> (?:DATA|\.)\s*\n\s*<<< 5|after (?:end of )?DATA\b|error from remote mailer after end of data/i;
const GAVE_UP =
  /giv(?:en|ing) up|permanent|fatal error|has been returned|could not be delivered to|final attempt|expired|too long/i;

export function bounceDetails({ header, subject, text, report, original }: BounceSource): BounceDetails {
  const { prose, original: inText } = splitReturnedOriginal(text);
  const returned = original ?? splitEntity(Buffer.from(inText, 'utf8'), false).header;
  // A server that forgot to say that it sends a report wrote its fields into the text.
  const fields = report === '' && /^(?:final|original)-recipient\s*:/im.test(text) ? text : report;
  const told = recipientsTold(header, fields, prose, subject, returned);
  return {
    kind: 'bounce',
    recipients: told.map(toRecipient),
    originalId: originalIdOf(header, returned),
    originalSubject: subjectOf(returned),
  };
}

function recipientsTold(
  header: Header,
  report: string,
  prose: string,
  subject: string,
  returned: Header,
): readonly Told[] {
  const lines = prose.split('\n');
  const reported = distinct(reportedRecipients(report));
  const only = reported.length === 1;
  if (reported.some(({ address }) => isPlainAddress(address)))
    return reported.map((one) => ({ ...one, words: only ? prose : wordsAbout(one.address, lines) }));
  const outcome: DeliveryOutcome =
    IS_DELAY.test(`${subject}\n${prose.slice(0, 4000)}`) && !GAVE_UP.test(prose) ? 'delayed' : 'failed';
  const said = (address: string, words: string): Told => {
    const diagnostic = diagnosticIn(words);
    return { address, outcome, statusCode: statusIn(diagnostic ?? '') ?? statusIn(words), diagnostic, words };
  };
  const failed = distinct(addressesOf(header, 'x-failed-recipients').map((address) => ({ address })));
  if (failed.length === 1) return failed.map(({ address }) => said(address, prose));
  if (failed.length > 1) return failed.map(({ address }) => said(address, wordsAbout(address, lines) || prose));
  const others = new Set(
    ['from', 'to', 'reply-to', 'sender'].flatMap((field) => addressesOf(header, field)).map((one) => one.toLowerCase()),
  );
  const named = recipientsInProse(prose, others);
  // Who writes to themself is both: the one who got the bounce and the one who was not reached.
  const found = named.length > 0 ? named : recipientsInProse(prose, new Set());
  if (found.length > 0) return found.map(({ address, words }) => said(address, words));
  if (reported.length > 0) return reported.map((one) => ({ ...one, words: prose }));
  return distinct(['to', 'cc'].flatMap((field) => addressesOf(returned, field)).map((address) => ({ address }))).map(
    ({ address }) => said(address, prose),
  );
}

function toRecipient({ address, outcome, statusCode: told, diagnostic, words }: Told): BounceRecipient {
  const shown = diagnostic ?? (outcome === 'delivered' ? null : diagnosticIn(words));
  const statusCode = clearerStatus(told, shown);
  const isClear = diagnostic !== null && reasonOfWords(diagnostic) !== null;
  const all = `${diagnostic ?? ''}\n${words}`;
  const said = outcome === 'delivered' ? 'unknown' : bounceReason(statusCode, isClear ? diagnostic : all);
  // Who hears of an unknown user only after the whole mail was sent talks to a filter: the address may well be good.
  const isFilter =
    said === 'no-such-mailbox' && statusCode !== '5.1.1' && AFTER_DATA.test(all) && !HAS_NO_ACCOUNT.test(all);
  const reason = isFilter ? 'not-allowed' : said;
  return {
    address: canonicalAddress(address) ?? address.slice(0, MOST_DIAGNOSTIC),
    outcome,
    isHard: isHardBounce(outcome, statusCode, reason),
    reason,
    statusCode,
    diagnostic: shown === null ? null : shown.replace(/\s+/g, ' ').trim().slice(0, MOST_DIAGNOSTIC),
  };
}

/** A code that says nothing (`5.0.0`) gives way to one of its class in the server's own words. */
function clearerStatus(told: string | null, shown: string | null): string | null {
  const said = statusIn(shown ?? '');
  return told !== null && /^\d\.0\.0$/.test(told) && said?.[0] === told[0] ? said : told;
}

/** One entry an address, the first. */
function distinct<Named extends { readonly address: string }>(all: readonly Named[]): readonly Named[] {
  const byAddress = new Map<string, Named>();
  for (const one of all) {
    const key = canonicalAddress(one.address) ?? one.address.toLowerCase();
    if (!byAddress.has(key)) byAddress.set(key, one);
  }
  return [...byAddress.values()];
}

function addressesOf(header: Header, field: string): readonly string[] {
  const value = joinedFields(header, field, ', ');
  return value === null ? [] : parseAddressField(value, 'to').map(({ rawAddress }) => rawAddress);
}

/** The returned mail's own id; where none came back, the id that the bounce answers. */
function originalIdOf(header: Header, returned: Header): BounceDetails['originalId'] {
  return (
    canonicalMessageId(fieldOf(returned, 'message-id') ?? '') ??
    parseMessageIds(joinedFields(header, 'in-reply-to', ' ') ?? '').at(-1) ??
    parseMessageIds(joinedFields(header, 'references', ' ') ?? '').at(-1) ??
    null
  );
}

function subjectOf(returned: Header): string | null {
  const field = fieldOf(returned, 'subject');
  return field === null ? null : decodeSubject(field);
}
