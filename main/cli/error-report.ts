import type { MailpinError } from '../../app/errors.ts';
import { errorWords } from '../../resources/locales/error-words.ts';
import { isTextKey, type Text } from '../../resources/text.ts';
import type { Host } from './host.ts';
import { safeLine, type Output } from './output.ts';

interface Told {
  readonly host: Host;
  readonly text: Text;
  readonly out: Output;
  /** Name of the command that failed; empty when none was found. */
  readonly command: string;
}

/** The error as it is told on standard error: two lines for people, with `--json` one document. */
export function reportError({ host, text, out, command }: Told, error: MailpinError): void {
  const { what, next } = errorWords(text.format, error);
  if (out.isJson) {
    const document = { error: { code: error.code, message: what, next, details: error.details } };
    host.stderr.write(`${JSON.stringify(document)}\n`);
    return;
  }
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
