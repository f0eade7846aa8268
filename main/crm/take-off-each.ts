import type { DetachOutcome } from '../../app/domain/outbox.ts';

const FURTHEST: readonly DetachOutcome[] = ['deleted', 'unlinked'];

/**
 * Takes every record of a mail off a card: two computers may have made one each.
 * @returns what went furthest
 */
export async function takeOffEach<Item>(
  records: readonly Item[],
  takeOff: (record: Item) => Promise<DetachOutcome>,
): Promise<DetachOutcome> {
  const outcomes: DetachOutcome[] = [];
  for (const record of records) outcomes.push(await takeOff(record));
  return FURTHEST.find((one) => outcomes.includes(one)) ?? 'was-not-linked';
}
