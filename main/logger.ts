/** The log file of a process, one JSON object a line: codes, counts and ids, never subjects, addresses or text. */
import { createHash } from 'node:crypto';
import { pino, stdTimeFunctions } from 'pino';
import type { Logger } from '../app/ports.ts';
import { RotatingFile } from './rotating-file.ts';

type Facts = Parameters<Logger['info']>[1];

const MAX_BYTES = 4 * 1024 * 1024;
/** What codes, counts and ids are made of. Everything else could be something that a person wrote. */
const HARMLESS = /^[\w.:/+-]{0,120}$/;
/** Enough of a hash to see that two lines speak of the same thing. */
const DIGEST_CHARS = 10;

/** Several programs may write to one file; `pid` tells their lines apart. Never throws: a full disk loses log lines only. */
export function openLog(file: string, maxBytes = MAX_BYTES): Logger {
  const log = pino(
    { base: { pid: process.pid }, timestamp: stdTimeFunctions.isoTime },
    new RotatingFile(file, maxBytes),
  );
  return {
    info: (event, facts) => log.info({ event, ...harmless(facts) }),
    warn: (event, facts) => log.warn({ event, ...harmless(facts) }),
    error: (event, facts) => log.error({ event, ...harmless(facts) }),
  };
}

/** Values that look like an address or like text are replaced by a digest: an account id may be an address. */
function harmless(facts: Facts = {}): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' && !HARMLESS.test(value) ? digest(value) : value,
    ]),
  );
}

function digest(value: string): string {
  return `#${createHash('sha256').update(value).digest('hex').slice(0, DIGEST_CHARS)}`;
}
