import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/**
 * A loopback port nobody listens on. Taken below 32768, where Linux takes no ports for outgoing connections, and at random,
 * so that servers started side by side do not get the same one.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    const { port: found } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, 'close');
    return found;
  }
}
