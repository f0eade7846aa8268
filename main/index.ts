/** Entry of the desktop program, run by Electron. */
import path from 'node:path';
import { toMailpinError } from '../app/errors.ts';
import { startShell } from './electron/shell.ts';
import { openLog } from './logger.ts';
import { ownProfileDir } from './profile.ts';

const profileDir = ownProfileDir();
const log = openLog(path.join(profileDir, 'shell.log'));

startShell({ profileDir, bundleDir: import.meta.dirname, log }).catch((thrown: unknown) => {
  log.error('shell.failed', { code: toMailpinError(thrown).code });
  throw thrown;
});
