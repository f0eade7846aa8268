import type { CrmId, UnixMs } from '../../app/domain/ids.ts';
import { unscreenAll, unscreenRehearsed } from '../db/push-gate.ts';
import { putGo, setRehearsalMode } from '../db/rehearsal.ts';
import type { Transaction } from '../db/unit-of-work.ts';
import type { Deps } from './deps.ts';

/** Whether a CRM is rehearsed before its first push. Switched on it waits for a go again, switched off everything goes. */
export function setRehearsal({ store, clock }: Deps, crmId: CrmId, isOn: boolean): void {
  store.write((tx) => {
    setRehearsalMode(tx.db, crmId, isOn, clock.now());
    unscreenAll(tx.db);
    tx.changes.isOutboxChanged = true;
  });
}

/** The user saw what the first push would do and says go: for every account that is connected now. */
export function sayGo({ store, clock }: Deps, crmId: CrmId): void {
  store.write((tx) => letGo(tx, crmId, clock.now()));
}

/** The same in the running transaction. */
export function letGo(tx: Transaction, crmId: CrmId, now: UnixMs): void {
  putGo(tx.db, crmId, now);
  unscreenRehearsed(tx.db, crmId);
  tx.changes.isOutboxChanged = true;
}
