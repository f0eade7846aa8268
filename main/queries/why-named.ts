import type { Why } from '../../app/contract/why-views.ts';
import { canonicalAddress, canonicalDomain } from '../../app/domain/address.ts';
import type { CardId, MailId, UnixMs } from '../../app/domain/ids.ts';
import { MailpinError } from '../../app/errors.ts';
import { companiesAt } from '../../app/rules/match-companies.ts';
import { resolveCardId } from '../db/resolve-card.ts';
import { resolveMail } from '../db/resolve-mail.ts';
import type { ReadDb } from '../db/sql.ts';
import { readWorld } from '../db/world.ts';
import { whyAbsent } from './why-absent.ts';
import { whyAddress } from './why-address.ts';
import { whyCard } from './why-card.ts';
import { whyMail } from './why-mail.ts';

/** What is said of an address that no mail and no card has: it may as well be a Message-ID. */
const UNHEARD_OF: ReadonlySet<string> = new Set([
  'address.who.outsider.none',
  'address.role',
  'address.free-mail',
  'address.nobody',
  'address.no-mails',
]);

/**
 * Why of whatever somebody names: a mail by its number or Message-ID, a card by its id or the end of it, a company by its
 * domain, an address. A
 * Message-ID looks like an address: it is one only when a mail has it, or when it stands in angle brackets.
 * Throws input.unknown-name, input.unknown-mail (for a number), input.ambiguous.
 */
export function whyNamed(db: ReadDb, written: string, now: UnixMs): Why {
  const name = written.trim();
  if (/^\d{1,15}$/.test(name)) return whyMail(db, { mailId: Number(name) as MailId });
  const mailId = known(() => resolveMail(db, { messageId: name }), 'input.unknown-mail');
  if (mailId !== null) return whyMail(db, { mailId });
  const cardId = known(() => resolveCardId(db, name), 'input.unknown-card');
  if (cardId !== null) return whyCard(db, cardId);
  const companyId = companyAt(db, name);
  if (companyId !== null) return whyCard(db, companyId);
  const isMessageId = /^<[^<>\s]+>$/.test(name);
  const address = isMessageId || canonicalAddress(name) === null ? null : whyAddress(db, name, now);
  if (address !== null && address.lines.some(({ sentence }) => !UNHEARD_OF.has(sentence))) return address;
  if (isMessageId || address !== null) return whyAbsent(db, name);
  throw new MailpinError('input.unknown-name', { name });
}

/** The one company whose mail comes from a domain; null for none, for rivals, and for what is no domain. */
function companyAt(db: ReadDb, name: string): CardId | null {
  const domain = name.includes('.') ? canonicalDomain(name.replace(/^@/, '')) : null;
  const [company, rival] = domain === null ? [] : companiesAt(domain, readWorld(db));
  return company === undefined || rival !== undefined ? null : company.card.id;
}

/** What a look-up finds; null when it knows no such thing. */
function known<Found>(find: () => Found, code: 'input.unknown-mail' | 'input.unknown-card'): Found | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof MailpinError && error.code === code) return null;
    throw error;
  }
}
