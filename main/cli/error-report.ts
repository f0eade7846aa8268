import type { MailpinError } from '../../app/errors.ts';
import { errorWords } from '../../resources/locales/error-words.ts';
import { isTextKey, type Text } from '../../resources/text.ts';
import type { Host } from './host.ts';
import { safeJson, safeLine, type Output } from './output.ts';

interface Told {
  readonly host: Host;
  readonly text: Text;
  readonly out: Output;
  /** Name of the command that failed; empty when none was found. */
  readonly command: string;
}

/** An error as programs read it. */
export interface ErrorDocument {
  readonly code: MailpinError['code'];
  readonly message: string;
  readonly next: string;
  readonly details: MailpinError['details'];
}

export function errorDocument(text: Text, error: MailpinError): ErrorDocument {
  const { what, next } = errorWords(text.format, error);
  return { code: error.code, message: what, next, details: error.details };
}

/** The error as it is told on standard error: two lines for people, with `--json` one document. */
export function reportError({ host, text, out, command }: Told, error: MailpinError): void {
  if (out.isJson) {
    host.stderr.write(`${safeJson({ error: errorDocument(text, error) })}\n`);
    return;
  }
  const { what, next } = errorWords(text.format, error);
  // What to type is known here only; the catalogue's words serve the window too.
  const hintKeys = [`cli.${command.replace(' ', '-')}.hint.${error.code}`, `cli.hint.${error.code}`];
  const hint = hintKeys
    .filter(isTextKey)
    .slice(0, 1)
    .map((key) => text.format(key));
  // The forms of a command stand on lines of their own.
  const lines = error.code === 'input.usage' ? next.split('\n') : [next];
  host.stderr.write([what, ...lines, ...hint].map((line) => `${safeLine(line)}\n`).join(''));
}
