/** Entry of the engine's own process, started by the shell. */
import { openAdapters } from './adapters.ts';
import { createMailpin } from './compose.ts';
import { serveEngine } from './electron/engine-server.ts';
import { ownProfileDir } from './profile.ts';

const profileDir = ownProfileDir();
const secrets = process.env['MAILPIN_SECRETS'] === 'env' ? 'env' : 'keychain';

serveEngine(
  process.parentPort,
  async () => {
    const mailpin = createMailpin({ profileDir }, openAdapters({ profileDir, secrets, env: process.env }));
    await mailpin.start();
    return mailpin;
  },
  () => process.exit(0),
);
