/** A way to a server on which connections can be cut or frozen, to see what a client does then. Knows nothing of what travels. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Wire {
  readonly port: number;
  /** Bytes stop in both directions while the connections stay open, as when a line dies without a word. */
  freeze(): void;
  /** Lets so many more lines of the server through and then cuts all connections; once. */
  cutAfter(lineCount: number): void;
  /** Resolves when so many more lines of the server came through. */
  passed(lineCount: number): Promise<void>;
  /** Lines the server has sent so far, as far as they begin what they say: the first word of each. */
  readonly lines: readonly string[];
  readonly bytes: () => number;
  /** Most connections that were open at once. */
  readonly mostConnections: () => number;
  close(): void;
}

export async function startWire(serverPort: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  const lines: string[] = [];
  let [byteCount, linesLeft] = [0, Number.POSITIVE_INFINITY];
  let [openCount, mostOpen] = [0, 0];
  let awaited: { readonly lineCount: number; readonly tell: () => void } | null = null;
  const cut = (): void => {
    linesLeft = Number.POSITIVE_INFINITY;
    // What was let through arrives before the end.
    for (const socket of sockets) socket.destroySoon();
  };
  const relay = createServer((near) => {
    const far = connect(serverPort, '127.0.0.1');
    openCount += 1;
    mostOpen = Math.max(mostOpen, openCount);
    near.on('close', () => (openCount -= 1));
    near.pipe(far);
    far.on('data', (chunk: Buffer) => {
      const passed = linesLeft === Number.POSITIVE_INFINITY ? chunk : firstLines(chunk, linesLeft);
      const ends = passed.toString('latin1').split('\n').slice(0, -1);
      lines.push(...ends.map((line) => /^\S+/.exec(line)?.[0] ?? ''));
      byteCount += passed.length;
      linesLeft -= ends.length;
      near.write(passed);
      if (awaited !== null && lines.length >= awaited.lineCount) awaited.tell();
      if (linesLeft <= 0) cut();
    });
    far.on('end', () => near.end());
    for (const [socket, other] of [[near, far] as const, [far, near] as const]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  return {
    port: (relay.address() as AddressInfo).port,
    freeze: () => sockets.forEach((socket) => socket.unpipe().pause()),
    cutAfter: (count) => void (linesLeft = count),
    passed: (count) => new Promise((tell) => (awaited = { lineCount: lines.length + count, tell })),
    lines,
    bytes: () => byteCount,
    mostConnections: () => mostOpen,
    close() {
      relay.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}

const LF = 0x0a;

function firstLines(bytes: Buffer, count: number): Buffer {
  let end = 0;
  for (let line = 0; line < count; line += 1) {
    const lf = bytes.indexOf(LF, end);
    if (lf < 0) return bytes;
    end = lf + 1;
  }
  return bytes.subarray(0, end);
}
