import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';

/**
 * A text file that is set aside as `name.1` when it has grown past `maxBytes`, so that it and its predecessor bound what a
 * log takes of the disk. Writes are synchronous: the last lines before a crash are there.
 */
export class RotatingFile {
  readonly #path: string;
  readonly #maxBytes: number;
  #file: number | null = null;
  #sizeBytes = 0;
  #lostCount = 0;

  constructor(path: string, maxBytes: number) {
    this.#path = path;
    this.#maxBytes = maxBytes;
  }

  /** Never throws: a log must not stop what it reports on. Lines that a full disk did not take are counted in the next that it takes. */
  write(line: string): void {
    try {
      if (this.#file !== null && this.#sizeBytes >= this.#maxBytes) this.#setAside(this.#file);
      this.#file ??= this.#open();
      const lost = this.#lostCount === 0 ? '' : `${JSON.stringify({ event: 'log.lost', count: this.#lostCount })}\n`;
      this.#sizeBytes += writeSync(this.#file, lost + line);
      this.#lostCount = 0;
    } catch {
      this.#lostCount += 1;
    }
  }

  #open(): number {
    makeFolder(dirname(this.#path));
    const file = openSync(this.#path, 'a', 0o600);
    this.#sizeBytes = fstatSync(file).size;
    if (this.#sizeBytes < this.#maxBytes) return file;
    this.#setAside(file);
    return this.#open();
  }

  #setAside(file: number): void {
    closeSync(file);
    this.#file = null;
    renameSync(this.#path, `${this.#path}.1`);
  }
}
