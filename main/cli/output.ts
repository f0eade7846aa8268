import type { Sink } from './host.ts';

/** Control characters and direction overrides: what a stranger wrote must not steer the reader's terminal. */
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Where a command writes. Answers go to standard output, all that is not the answer to standard error. */
export interface Output {
  readonly isJson: boolean;
  /** Columns of the terminal; null when standard output is none. */
  readonly columns: number | null;
  /** Lines for people. */
  lines(lines: readonly string[]): void;
  /** One document on one line. */
  document(value: unknown): void;
}

export function outputTo(stdout: Sink, isJson: boolean): Output {
  return {
    isJson,
    columns: stdout.isTTY === true ? (stdout.columns ?? null) : null,
    lines: (lines) => void stdout.write(lines.map((line) => `${safeLine(line)}\n`).join('')),
    document: (value) => void stdout.write(`${safeJson(value)}\n`),
  };
}

/** A line without anything but text: line breaks and tabs become spaces, what could steer a terminal is left out. */
export function safeLine(line: string): string {
  return line.replaceAll(/[\t\n]+/g, ' ').replaceAll(UNSAFE, '');
}

/** JSON on one line. What could steer a terminal is spelled out: to whoever reads it, it is the same text. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(UNSAFE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
