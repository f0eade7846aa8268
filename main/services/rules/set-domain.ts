import type { RuleChange } from '../../../app/contract/rules-views.ts';
import { canonicalDomain } from '../../../app/domain/address.ts';
import { MailpinError } from '../../../app/errors.ts';
import { isFreeMail } from '../../../app/rules/free-mail.ts';
import { isPublicSuffix, registrableDomain } from '../../../app/rules/registrable-domain.ts';
import { domainWords, setDomainWord } from '../../db/domain-words.ts';
import { readIdentity } from '../../db/own-addresses.ts';
import { markStaleByDomain } from '../../db/stale-threads.ts';
import type { Transaction } from '../../db/unit-of-work.ts';
import { followIdentity } from '../follow-identity.ts';

type SetDomain = Extract<RuleChange, { kind: 'company-domain' | 'free-mail' }>;

/**
 * The user's word on a domain: whether it is the company's own, or one where anybody has a mailbox. What gives mailboxes to anybody
 * is never the company's. Throws input.invalid, input.free-mail-domain.
 */
export function setDomain(tx: Transaction, { kind, domain: written, isSo }: SetDomain): void {
  const domain = canonicalDomain(written.trim().replace(/^@/, ''));
  if (domain === null || isPublicSuffix(domain)) throw new MailpinError('input.invalid', { field: 'domain' });
  const before = readIdentity(tx.db);
  if (kind === 'company-domain') {
    if (isSo === true && isFreeMail(domain, domainWords(tx.db, 'free-mail')))
      throw new MailpinError('input.free-mail-domain', { domain });
    setDomainWord(tx.db, 'company', domain, isSo);
  } else {
    setDomainWord(tx.db, 'free-mail', domain, isSo);
  }
  markStaleByDomain(tx.db, registrableDomain(domain));
  followIdentity(tx, before, []);
}
