import type { SpaceFacts, SpaceProgress, SpaceReport } from '../../app/contract/space-views.ts';
import type { Input, Output } from '../../app/contract/api.ts';
import type { AccountFacts } from '../../app/contract/status-views.ts';
import { KEEP_ALL, type TextKeeping } from '../../app/domain/text-keeping.ts';

const MAILS_OLDER = 812;
const MAILS = 1_605;

type SpaceCall =
  'space.get' | 'space.keeping' | 'space.preview' | 'space.keep' | 'space.fetch' | 'space.compact' | 'space.stop';
type SpaceAnswers = { [Name in SpaceCall]: (input: Input<Name>) => Output<Name> };

/** The space of a profile of some years, which can be kept in every way. */
export function fakeSpace(
  accounts: readonly AccountFacts[],
  tell: (progress: SpaceProgress) => void,
  changed: () => void,
): SpaceAnswers {
  let keeping: TextKeeping = KEEP_ALL;
  let shortenedCount = 0;
  let freeBytes = 1_200_000;
  const report = (mailCount: number): SpaceReport => {
    changed();
    return { mailCount, failedCount: 0, bytesBefore: 18_400_000, bytesAfter: 14_900_000, isStopped: false };
  };
  return {
    'space.get': () => spaceFacts(accounts, { keeping, shortenedCount, freeBytes }),
    'space.keeping': () => keeping,
    'space.preview': ({ keeping: { months, spared } }) => ({
      mailCount: months === null ? 0 : MAILS_OLDER,
      bytes: months === null ? 0 : 2_900_000,
      kept: {
        'on-card': months !== null && spared === 'on-cards' ? 264 : 0,
        'open-deal': months !== null && spared === 'open-deals' ? 41 : 0,
        awaited: months === null ? 0 : 2,
        'only-here': months === null ? 0 : 7,
        'read-again': 0,
      },
      fetchableCount: months === null ? shortenedCount : 0,
    }),
    'space.keep': (input) => {
      keeping = input.keeping;
      const mailCount = keeping.months === null ? 0 : MAILS_OLDER - shortenedCount;
      shortenedCount += mailCount;
      tell({ step: 'shorten', done: mailCount, total: mailCount });
      return report(mailCount);
    },
    'space.fetch': () => {
      const mailCount = shortenedCount;
      shortenedCount = 0;
      return report(mailCount);
    },
    'space.compact': () => {
      tell({ step: 'compact', done: 300, total: 300 });
      freeBytes = 0;
      return report(0);
    },
    'space.stop': () => null,
  };
}

type Standing = Pick<SpaceFacts, 'keeping' | 'shortenedCount' | 'freeBytes'>;

function spaceFacts(accounts: readonly AccountFacts[], standing: Standing): SpaceFacts {
  return {
    databaseBytes: 18_400_000,
    mailBytes: 5_100_000,
    bodyBytes: 6_300_000,
    indexBytes: 4_900_000,
    otherBytes: 900_000,
    ...standing,
    accounts: accounts.map(({ id, address, mailboxes }) => ({
      accountId: id,
      address,
      mailCount: MAILS,
      serverBytes: 214_000_000,
      bodyBytes: 6_300_000,
      shortenedCount: standing.shortenedCount,
      mailboxes: mailboxes
        .filter(({ isMirrored }) => isMirrored)
        .map(({ id: mailboxId, path, role, mirroredCount }) => ({
          mailboxId,
          path,
          role,
          mailCount: mirroredCount,
          serverBytes: mirroredCount * 133_000,
          bodyBytes: mirroredCount * 3_900,
          shortenedCount: Math.min(mirroredCount, Math.floor(standing.shortenedCount / 2)),
        })),
    })),
  };
}
