import type { CarryName } from '../../../app/contract/carry-views.ts';
import { MailpinError } from '../../../app/errors.ts';
import { listCarries, type StoredCarry } from '../../db/carries.ts';
import type { ReadDb } from '../../db/sql.ts';

/** The carry between two CRMs. Throws input.nothing-planned. */
export function namedCarry(db: ReadDb, { fromId, toId }: CarryName): StoredCarry {
  const found = listCarries(db).find((carry) => carry.fromId === fromId && carry.toId === toId);
  if (found === undefined) throw new MailpinError('input.nothing-planned');
  return found;
}

/** Said go, and not through with it. */
export function isUnderWay({ goneAt, isActionUndone, finishedAt }: StoredCarry): boolean {
  return goneAt !== null && !isActionUndone && finishedAt === null;
}
