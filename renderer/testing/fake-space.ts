import type { SpaceFacts } from '../../app/contract/space-views.ts';
import type { AccountFacts } from '../../app/contract/views.ts';

/** Room as a profile of some years takes it. */
export function fakeSpace(accounts: readonly AccountFacts[]): SpaceFacts {
  return {
    databaseBytes: 18_400_000,
    freeBytes: 1_200_000,
    mailBytes: 5_100_000,
    bodyBytes: 6_300_000,
    indexBytes: 4_900_000,
    otherBytes: 900_000,
    accounts: accounts.map(({ id, address }) => ({
      accountId: id,
      address,
      mailCount: 1_605,
      serverBytes: 214_000_000,
      bodyBytes: 6_300_000,
    })),
  };
}
