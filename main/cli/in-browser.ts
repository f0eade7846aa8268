import { spawn } from 'node:child_process';
import type { MailpinApi } from '../../app/contract/api.ts';
import type { BrowserSignInOrder } from '../../app/contract/sign-in-views.ts';
import type { CrmId } from '../../app/domain/ids.ts';
import type { Context } from './command.ts';
import { safeLine } from './output.ts';

/** What opens an address in the user's browser, by platform. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/**
 * Signs in to a CRM in the browser: shows where, opens it for somebody who sits at a terminal, and waits. Throws crm.sign-in-refused,
 * crm.sign-in-timeout, and what connecting throws.
 */
export async function signInInBrowser(
  { host, text, out }: Context,
  engine: MailpinApi,
  order: Omit<BrowserSignInOrder, 'words'>,
): Promise<CrmId> {
  const words = { done: text.format('cli.crm.browser-done'), refused: text.format('cli.crm.browser-refused') };
  const { signInId, authorizeUrl } = await engine.call('sign-ins.begin', { ...order, words });
  // A program that reads JSON gets the address as such; standard output is for the answer.
  const shown = out.isJson
    ? JSON.stringify({ open: authorizeUrl })
    : `${safeLine(text.format('cli.crm.open-browser'))}\n${safeLine(authorizeUrl)}`;
  host.stderr.write(`${shown}\n`);
  if (host.stderr.isTTY === true) openBrowser(authorizeUrl);
  return await engine.call('sign-ins.end', { signInId });
}

/** The address stands in the terminal, so a computer without such a program loses nothing. */
function openBrowser(url: string): void {
  const [program, ...rest] = OPENERS[process.platform] ?? ['xdg-open'];
  const opener = spawn(program, [...rest, url], { detached: true, stdio: 'ignore' });
  opener.on('error', () => opener.unref());
  opener.unref();
}
