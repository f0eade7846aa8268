import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** A name for a running engine that tells its computer and process. */
export function newEngineId(): string {
  return [hostname(), process.pid, randomUUID()].join(' ');
}

/** Whether an engine is known to be gone: its process on this computer has ended. Of other computers nothing is known. */
export function isGone(engineId: string): boolean {
  const [host, pid] = engineId.split(' ');
  return host === hostname() && !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 is never sent; the system only says whether there is somebody to send it to.
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
