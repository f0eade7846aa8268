import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { IMAP_SECURITIES, type ImapSettings, type SourceSettings } from '../../app/domain/account.ts';
import { MailpinError } from '../../app/errors.ts';
import type { Context } from './command.ts';
import { oneOf } from './option-values.ts';
import { askSecret, readSecret } from './read-secret.ts';

/** Options that say where mail is and how it is reached. */
export const SOURCE_OPTIONS = {
  imap: { type: 'string' },
  security: { type: 'string' },
  user: { type: 'string' },
  ca: { type: 'string' },
  maildir: { type: 'string' },
  mbox: { type: 'string' },
} as const;
export type SourceOptions = { readonly [Name in keyof typeof SOURCE_OPTIONS]?: string | undefined };

const TLS_PORT = 993;
const PLAIN_PORT = 143;

/** Settings of a new account: exactly one source is named. */
export function settingsFrom(context: Context, address: string, options: SourceOptions): SourceSettings {
  if (sourcesIn(options) !== 1) throw context.usage('cli.usage.one-source');
  return archiveFrom(context, options) ?? imapFrom(context, options, null, address);
}

/** The settings an account has, with what the options say otherwise; null when they say nothing. */
export function changedSettings(
  context: Context,
  before: SourceSettings,
  options: SourceOptions,
): SourceSettings | null {
  if (sourcesIn(options) > 1) throw context.usage('cli.usage.one-source');
  const archive = archiveFrom(context, options);
  if (archive !== null) return archive;
  const { imap, security, user, ca } = options;
  if ([imap, security, user, ca].every((option) => option === undefined)) return null;
  if (before.kind !== 'imap' && imap === undefined) throw context.usage('cli.usage.one-source');
  return imapFrom(context, options, before.kind === 'imap' ? before : null, '');
}

function sourcesIn({ imap, maildir, mbox }: SourceOptions): number {
  return [imap, maildir, mbox].filter((source) => source !== undefined).length;
}

function archiveFrom({ host }: Context, { maildir, mbox }: SourceOptions): SourceSettings | null {
  if (maildir !== undefined) return { kind: 'maildir', path: resolve(host.workingDir, maildir) };
  return mbox === undefined ? null : { kind: 'mbox', path: resolve(host.workingDir, mbox) };
}

function imapFrom(
  context: Context,
  options: SourceOptions,
  before: ImapSettings | null,
  address: string,
): ImapSettings {
  const { imap, user, ca } = options;
  const security = oneOf(context, '--security', IMAP_SECURITIES, options.security ?? before?.security ?? 'tls');
  const server = imap === undefined && before !== null ? before : serverOf(context, imap ?? '');
  // Another encryption without another server means that encryption's own port.
  const isPortKept = imap === undefined && options.security === undefined;
  const port = imap === undefined && !isPortKept ? null : server.port;
  return {
    kind: 'imap',
    host: server.host,
    port: port ?? (security === 'tls' ? TLS_PORT : PLAIN_PORT),
    security,
    user: user ?? before?.user ?? address,
    caFile: ca === undefined ? (before?.caFile ?? null) : readablePath(context, ca),
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

/** From standard input, or asked at the terminal; null where it is in the keychain or the environment already. */
export function passwordFrom(context: Context, address: string, isPiped: boolean | undefined): Promise<string | null> {
  if (isPiped === true) return readSecret(context.host);
  const isAskable = context.host.stdin.isTTY === true && context.host.stderr.isTTY === true;
  if (!isAskable || context.secrets === 'env') return Promise.resolve(null);
  return askSecret(context.host, context.text.format('cli.password.ask', { address }));
}
