/** Entry of the engine's own process, started by the shell. */
import { setFlagsFromString } from 'node:v8';
import { openAdapters } from './adapters.ts';
import { createMailpin } from './compose.ts';
import { serveEngine } from './electron/engine-server.ts';
import { ownProfileDir } from './profile.ts';

// What the engine makes is soon garbage or kept for long. Room for young objects that grows with the load would only hold garbage, up to a
// hundred megabytes of it while a mailbox is read.
setFlagsFromString('--semi-space-growth-factor=1');

const profileDir = ownProfileDir();
const secrets = process.env['MAILPIN_SECRETS'] === 'env' ? 'env' : 'keychain';

serveEngine(
  process.parentPort,
  async () => {
    const adapters = openAdapters({ profileDir, secrets, env: process.env });
    const mailpin = createMailpin({ profileDir }, adapters);
    await mailpin.start();
    return mailpin;
  },
  () => process.exit(0),
);
