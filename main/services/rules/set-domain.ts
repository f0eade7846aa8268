import type { RuleChange } from '../../../app/contract/rules-views.ts';
import { canonicalDomain } from '../../../app/domain/address.ts';
import type { ActionId, UnixMs } from '../../../app/domain/ids.ts';
import { MailpinError } from '../../../app/errors.ts';
import { isFreeMail } from '../../../app/rules/free-mail.ts';
import { isPublicSuffix, registrableDomain } from '../../../app/rules/registrable-domain.ts';
import { domainWords, setDomainWord, type DomainTopic } from '../../db/domain-words.ts';
import { readIdentity } from '../../db/own-addresses.ts';
import { markStaleByDomain } from '../../db/stale-threads.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { followIdentity } from '../follow-identity.ts';
import { sayRule } from './say-rule.ts';

type SetDomain = Extract<RuleChange, { kind: 'company-domain' | 'free-mail' }>;

/**
 * The user's word on a domain: whether it is the company's own, or one where anybody has a mailbox. What gives mailboxes to anybody
 * is never the company's. Throws input.invalid, input.free-mail-domain.
 */
export function setDomain(tx: Transaction, { kind, domain: written, isSo }: SetDomain, now: UnixMs): ActionId | null {
  const domain = canonicalDomain(written.trim().replace(/^@/, ''));
  if (domain === null || isPublicSuffix(domain)) throw new MailpinError('input.invalid', { field: 'domain' });
  if (kind === 'company-domain' && isSo === true && isFreeMail(domain, domainWords(tx.db, 'free-mail')))
    throw new MailpinError('input.free-mail-domain', { domain });
  const about = kind === 'company-domain' ? 'company' : 'free-mail';
  const actionId = sayRule(tx, { topic: about, subject: domain, value: isSo }, domain, now);
  putDomain(tx, about, domain, isSo);
  return actionId;
}

/** Writes the word, or takes it back with null, and brings the mail of the domain in line. */
export function putDomain(tx: Transaction, about: DomainTopic, domain: string, isSo: boolean | null): void {
  const before = readIdentity(tx.db);
  setDomainWord(tx.db, about, domain, isSo);
  markStaleByDomain(tx.db, registrableDomain(domain));
  followIdentity(tx, before, []);
}
