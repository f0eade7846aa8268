import type { MailpinError } from '../../app/errors.ts';
import { errorWords } from '../../resources/locales/error-words.ts';
import { isTextKey, type Text } from '../../resources/text.ts';
import type { Host } from './host.ts';
import { safeLine, type Output } from './output.ts';

/** The error as it is told on standard error: two lines for people, with `--json` one document. */
export function reportError(host: Host, text: Text, out: Output, error: MailpinError): void {
  const { what, next } = errorWords(text.format, error);
  if (out.isJson) {
    const document = { error: { code: error.code, message: what, next, details: error.details } };
    host.stderr.write(`${JSON.stringify(document)}\n`);
    return;
  }
  // What to type is known here only; the catalogue's words serve the window too.
  const hintKey = `cli.hint.${error.code}`;
  const hint = isTextKey(hintKey) ? [text.format(hintKey)] : [];
  host.stderr.write([what, next, ...hint].map((line) => `${safeLine(line)}\n`).join(''));
}
