import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Takes the lock of a data folder, or tells the one who has it and returns false. Electron does the same with a socket; a
 * file that is watched needs no waiting, and the call is synchronous.
 *
 * @param onSecond another program asked for the lock
 */
export function takeInstanceLock(folder: string, onSecond: () => void): boolean {
  mkdirSync(folder, { recursive: true });
  const lockFile = path.join(folder, 'standin.lock');
  const bell = path.join(folder, 'standin.second-instance');
  const owner = ownerOf(lockFile);
  if (owner !== null && isAlive(owner)) {
    writeFileSync(bell, String(process.pid));
    return false;
  }
  writeFileSync(lockFile, String(process.pid));
  writeFileSync(bell, '');
  watch(bell, { persistent: false }, () => {
    if (readFileSync(bell, 'utf8') === '') return;
    writeFileSync(bell, '');
    onSecond();
  });
  process.on('exit', () => rmSync(lockFile, { force: true }));
  return true;
}

function ownerOf(lockFile: string): number | null {
  try {
    return Number(readFileSync(lockFile, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
