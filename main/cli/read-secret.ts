import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { MailpinError } from '../../app/errors.ts';
import type { Host } from './host.ts';

/** The whole of standard input without the line break at its end, which `echo` and editors put there. */
export async function readSecret(host: Host): Promise<string> {
  return (await text(host.stdin)).replace(/\r?\n$/, '');
}

/** Asks a person at a terminal; what is typed is not shown. Throws `cancelled` on Ctrl-C. */
export async function askSecret(host: Host, question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: host.stdin, output: silent, terminal: true });
  host.stderr.write(question);
  try {
    return await new Promise((resolve, reject) => {
      prompt.once('line', resolve);
      prompt.once('SIGINT', () => reject(new MailpinError('cancelled')));
      prompt.once('close', () => reject(new MailpinError('cancelled')));
    });
  } finally {
    prompt.close();
    host.stderr.write('\n');
  }
}
