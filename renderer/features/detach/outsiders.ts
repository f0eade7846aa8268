import type { MailView } from '../../../app/contract/mail-views.ts';

export interface Outsider {
  readonly address: string;
  readonly name: string;
}

/** People offered for "every mail with …"; more would make the question unreadable. */
const OFFERED = 3;

/** The people outside the house on a mail: its writer first, then those it went to. Each once. */
export function outsidersOf({ participants }: MailView): readonly Outsider[] {
  const fromFirst = [...participants].sort((one, other) => Number(other.role === 'from') - Number(one.role === 'from'));
  const found = new Map<string, Outsider>();
  for (const { address, displayName, rawAddress, relation } of fromFirst) {
    if (address === null || relation !== 'outsider' || found.has(address)) continue;
    found.set(address, { address, name: displayName === '' ? rawAddress : displayName });
  }
  return [...found.values()].slice(0, OFFERED);
}
