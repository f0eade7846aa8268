import type { CanonicalAddress } from '../domain/ids.ts';
import type { WhyLine } from '../domain/why.ts';
import { blockModeOf } from './blocklist.ts';
import type { World } from './verdict.ts';
import { whyLine } from './why-line.ts';

/** That somebody is protected or blocked, and what that means for their mail; nothing for everybody else. */
export function blockLines(address: CanonicalAddress, world: World): readonly WhyLine[] {
  const mode = blockModeOf(address, world);
  return mode === null ? [] : [whyLine('filter', `address.block.${mode}`, { address }, { kind: 'show-blocklist' })];
}
