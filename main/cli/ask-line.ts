import { createInterface } from 'node:readline';
import { MailpinError } from '../../app/errors.ts';
import type { Host } from './host.ts';

/** Asks a person at a terminal for a line, which is shown as it is typed. Throws `cancelled` on Ctrl-C. */
export async function askLine(host: Host, question: string): Promise<string> {
  const prompt = createInterface({ input: host.stdin, output: host.stderr, terminal: true });
  try {
    return await new Promise((resolve, reject) => {
      prompt.once('SIGINT', () => reject(new MailpinError('cancelled')));
      prompt.once('close', () => reject(new MailpinError('cancelled')));
      prompt.question(question, resolve);
    });
  } finally {
    prompt.close();
  }
}
