import type { AddressTest } from '../domain/account.ts';
import type { Direction, Participant } from '../domain/mail.ts';

/** A mail goes out when one of its authors is the user (rules 2.1). */
export function directionOf(
  participants: readonly Pick<Participant, 'role' | 'address'>[],
  mine: AddressTest,
): Direction {
  const isMine = participants.some(({ role, address }) => role === 'from' && address !== null && mine.has(address));
  return isMine ? 'outbound' : 'inbound';
}
