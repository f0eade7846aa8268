/** Who takes part in a mail, from its address fields. Source: RFC 5322 3.6.2 and 3.6.3. */
import { canonicalAddress } from '../../../app/domain/address.ts';
import { knowingRecent } from '../../../app/domain/recent.ts';
import { PARTICIPANT_ROLES, type Participant, type ParticipantRole } from '../../../app/domain/mail.ts';
import { parseAddressList } from './address-list.ts';
import { fieldOf, joinedFields, type Header } from './header.ts';

/**
 * All address fields in the order of `PARTICIPANT_ROLES`; each address once a field, repeated fields as one. Text that is no
 * address is kept only as the name of an author.
 */
export function participantsOf(header: Header): readonly Participant[] {
  return PARTICIPANT_ROLES.flatMap((role) => {
    const field = role === 'from' || role === 'sender' ? fieldOf(header, role) : joinedFields(header, role, ', ');
    return field === null ? [] : parseAddressField(field, role);
  });
}

export function parseAddressField(field: string, role: ParticipantRole): readonly Participant[] {
  const seen = new Set<string>();
  const participants: Participant[] = [];
  for (const { rawAddress, displayName, address } of namedIn(field)) {
    const identity = address ?? rawAddress;
    const isPerson = address !== null || isBrokenAddress(rawAddress) || (role === 'from' && displayName !== '');
    if (!isPerson || seen.has(identity)) continue;
    seen.add(identity);
    participants.push({ role, address, rawAddress, displayName });
  }
  return participants;
}

/** Fields repeat from mail to mail, whatever their role. */
const namedIn = knowingRecent((field) =>
  parseAddressList(field).map((written) => ({ ...written, address: canonicalAddress(written.rawAddress) })),
);

/** Worth showing as written, unlike the remains of a group (`undisclosed-recipients:@host;`). */
function isBrokenAddress(raw: string): boolean {
  return raw.includes('@') && !/[:;]/.test(raw);
}
