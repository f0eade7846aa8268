import type { SourceSettings } from '../../app/domain/account.ts';
import type { Clock, Logger, MailSource, SecretStore } from '../../app/ports.ts';
import type { UnitOfWork } from '../db/unit-of-work.ts';
import type { AccountLines } from './account-lines.ts';

/** What every service needs. */
export interface Deps {
  readonly store: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names the running engine in leases: see `newEngineId`. */
  readonly engineId: string;
}

/** What services need that talk to mail servers. A secret is stored under the id of its account. */
export interface MailDeps extends Deps {
  readonly secrets: SecretStore;
  readonly openSource: (settings: SourceSettings) => MailSource;
  /** Connections that are open already. */
  readonly lines: AccountLines;
}
