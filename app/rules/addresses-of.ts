import type { CanonicalAddress } from '../domain/ids.ts';
import type { MailFacts } from '../domain/mail.ts';

/** Everybody on a mail, each address once, in the order of the header. */
export function addressesOf(mail: Pick<MailFacts, 'participants'>): readonly CanonicalAddress[] {
  const addresses = new Set<CanonicalAddress>();
  for (const { address } of mail.participants) if (address !== null) addresses.add(address);
  return [...addresses];
}
