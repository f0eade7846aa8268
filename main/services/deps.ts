import type { Clock, Logger } from '../../app/ports.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';

/** What every service needs. */
export interface Deps {
  readonly store: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}
