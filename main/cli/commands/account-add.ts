import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { IMAP_SECURITIES, type SourceSettings } from '../../../app/domain/account.ts';
import { MailpinError } from '../../../app/errors.ts';
import { command, type Context } from '../command.ts';
import { oneOf } from '../option-values.ts';
import { askSecret, readSecret } from '../read-secret.ts';

const OPTIONS = {
  imap: { type: 'string' },
  security: { type: 'string' },
  user: { type: 'string' },
  ca: { type: 'string' },
  maildir: { type: 'string' },
  mbox: { type: 'string' },
  'password-stdin': { type: 'boolean' },
} as const;

type Options = { readonly [Name in Exclude<keyof typeof OPTIONS, 'password-stdin'>]?: string | undefined };

const TLS_PORT = 993;
const PLAIN_PORT = 143;

export const accountAdd = command({
  name: 'account add',
  forms: [
    'ADDRESS --imap HOST[:PORT] [--security tls|starttls|none] [--user NAME] [--ca FILE] [--password-stdin]',
    'ADDRESS --maildir DIR',
    'ADDRESS --mbox PATH',
  ],
  summary: 'cli.command.account-add',
  options: OPTIONS,
  operands: [1, 1],
  async run(context, { options, operands: [address = ''] }) {
    const settings = settingsOf(context, address, options);
    const password = settings.kind === 'imap' ? await passwordOf(context, address, options['password-stdin']) : null;
    const engine = await context.engine();
    const accountId = await engine.call('accounts.add', { address, settings, password, isChecked: true });
    return {
      document: { accountId },
      lines: () => [context.text.format('cli.account.added', { address })],
    };
  },
});

function settingsOf(context: Context, address: string, options: Options): SourceSettings {
  const { imap, maildir, mbox } = options;
  if ([imap, maildir, mbox].filter((source) => source !== undefined).length !== 1) {
    throw context.usage('cli.usage.one-source');
  }
  if (maildir !== undefined) return { kind: 'maildir', path: resolve(context.host.workingDir, maildir) };
  if (mbox !== undefined) return { kind: 'mbox', path: resolve(context.host.workingDir, mbox) };
  const security = oneOf(context, '--security', IMAP_SECURITIES, options.security ?? 'tls');
  const { host, port } = serverOf(context, imap ?? '');
  return {
    kind: 'imap',
    host,
    port: port ?? (security === 'tls' ? TLS_PORT : PLAIN_PORT),
    security,
    user: options.user ?? address,
    caFile: options.ca === undefined ? null : readablePath(context, options.ca),
  };
}

/** Absolute. A typing error is found here; later it would look like a certificate that nobody trusts. */
function readablePath({ host }: Context, typed: string): string {
  const path = resolve(host.workingDir, typed);
  try {
    readFileSync(path);
    return path;
  } catch (error) {
    throw new MailpinError('input.unreadable-file', { path }, { cause: error });
  }
}

/** `host`, `host:port`, `[::1]` or `[::1]:port`. */
function serverOf(context: Context, typed: string): { readonly host: string; readonly port: number | null } {
  const match = /^(?:\[(?<v6>[\da-f:.]+)\]|(?<name>[^\s:/[\]]+))(?::(?<port>\d{1,5}))?$/i.exec(typed)?.groups;
  const host = match?.['v6'] ?? match?.['name'];
  const port = match?.['port'] === undefined ? null : Number(match['port']);
  if (host === undefined || port === 0 || (port ?? 0) > 65_535)
    throw context.usage('cli.usage.server', { given: typed });
  return { host, port };
}

/** Null where the password is in the keychain or the environment already. */
function passwordOf(context: Context, address: string, isPiped: boolean | undefined): Promise<string | null> {
  if (isPiped === true) return readSecret(context.host);
  const isAskable = context.host.stdin.isTTY === true && context.host.stderr.isTTY === true;
  if (!isAskable || context.secrets === 'env') return Promise.resolve(null);
  return askSecret(context.host, context.text.format('cli.password.ask', { address }));
}
