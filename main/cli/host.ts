/** What the command line needs of the process it runs in; a test gives it another. */
import type { Readable, Writable } from 'node:stream';
import type { MailpinApi } from '../../app/contract/api.ts';
import type { UnixMs } from '../../app/domain/ids.ts';

export const SECRET_PLACES = ['keychain', 'env'] as const;
export type SecretPlace = (typeof SECRET_PLACES)[number];

/** An engine in this process. */
export interface Engine extends MailpinApi {
  stop(): Promise<void>;
}

export interface EngineSettings {
  /** Absolute. */
  readonly profileDir: string;
  readonly secrets: SecretPlace;
}

/** A stream that may be a terminal. */
export type Sink = Writable & { readonly isTTY?: boolean; readonly columns?: number };
export type Source = Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };

export interface Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workingDir: string;
  readonly stdin: Source;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Aborted when the user or the system asks the program to end. */
  readonly signal: AbortSignal;
  readonly version: string;
  now(): UnixMs;
  /** The profile's folder, absolute; `named` is what `--profile` says. */
  profileDir(named: string | undefined): string;
  openEngine(settings: EngineSettings): Promise<Engine>;
}

/** 0: done. 1: failed, or done in part. 2: the command line was not understood, and nothing was done. */
export type ExitCode = 0 | 1 | 2;
