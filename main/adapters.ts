/** What the engine needs from this computer, the same for the window and the command line. */
import { join } from 'node:path';
import type { SourceSettings } from '../app/domain/account.ts';
import type { Clock, Logger, MailSource, SecretStore } from '../app/ports.ts';
import { envSecrets } from './auth/env-secrets.ts';
import { keychain } from './auth/keychain.ts';
import { systemClock } from './clock.ts';
import { openLog } from './logger.ts';
import { sourcesBeside } from './reading/beside-source.ts';

export { describeMail } from './mail/parse/describe-mail.ts';
export { partContent } from './mail/parse/part-content.ts';

export interface Adapters {
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openSource: (settings: SourceSettings) => MailSource;
}

export interface AdapterSettings {
  readonly profileDir: string;
  /** `env` reads `MAILPIN_SECRET_...` variables, for servers and CI; never chosen by itself. */
  readonly secrets: 'keychain' | 'env';
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function openAdapters({ profileDir, secrets, env }: AdapterSettings): Adapters {
  return {
    secrets: secrets === 'env' ? envSecrets(env) : keychain(),
    clock: systemClock,
    logger: openLog(join(profileDir, 'engine.log')),
    openSource: sourcesBeside(),
  };
}
