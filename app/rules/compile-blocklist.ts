import type { CanonicalAddress, EntryId, UnixMs } from '../domain/ids.ts';
import type { Blocklist, BlockMode } from '../domain/policy.ts';
import { personKey } from './identity.ts';

export const BLOCKLIST_KINDS = ['address', 'person', 'domain'] as const;
export type BlocklistKind = (typeof BLOCKLIST_KINDS)[number];

/** Somebody the user protects or blocks, with everything that is theirs. */
export interface BlocklistEntry {
  readonly id: EntryId;
  readonly mode: BlockMode;
  readonly kind: BlocklistKind;
  /** Address, id of the person's card, or domain in ASCII. */
  readonly value: string;
  /** What the user reads. */
  readonly name: string;
  readonly listedAt: UnixMs;
  readonly addresses: readonly CanonicalAddress[];
  readonly domains: readonly string[];
}

/**
 * Entries as rules look them up. An address stands for whoever reads it, with tags and Gmail's dots; one that was listed with a tag
 * only for itself. `protected` wins over `blocked`.
 */
export function compileBlocklist(
  entries: readonly Pick<BlocklistEntry, 'mode' | 'addresses' | 'domains'>[],
): Blocklist {
  const addresses = new Map<CanonicalAddress, BlockMode>();
  const people = new Map<string, BlockMode>();
  const domains = new Map<string, BlockMode>();
  for (const entry of entries) {
    for (const address of entry.addresses) {
      if (isTagged(address)) list(addresses, address, entry.mode);
      else list(people, personKey(address), entry.mode);
    }
    for (const domain of entry.domains) list(domains, domain, entry.mode);
  }
  return { addresses, people, domains };
}

function isTagged(address: CanonicalAddress): boolean {
  return address.includes('+') && personKey(address) !== address;
}

function list<Key>(modes: Map<Key, BlockMode>, key: Key, mode: BlockMode): void {
  if (modes.get(key) !== 'protected') modes.set(key, mode);
}
