import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { HOST, SCHEME } from './app-origin.ts';
import { protocol } from './surface.ts';

/**
 * What the page may load and do. Everything comes from our own files; nothing is fetched, embedded or sent anywhere.
 * `data:` images are the inline pictures of a mail. Inline style attributes are what mail is made of, and the sanitised
 * mail's frame takes its policy from the page; scripts stay refused everywhere.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must run before the program is ready: a standard, secure scheme has an origin, modules and CSP like https. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files of the page from one folder. */
export function servePageFiles(pageDir: string): void {
  protocol.handle(SCHEME, (request) => answer(pageDir, request));
}

/** Response to one request: a file of the folder, or 404; nothing outside the folder, no other host, no other method. */
export async function answer(pageDir: string, request: Pick<Request, 'url' | 'method'>): Promise<Response> {
  const file = fileOf(pageDir, request.url);
  const type = file === null ? undefined : TYPES[path.extname(file)];
  if (file === null || type === undefined) return refuse(404);
  if (request.method !== 'GET') return refuse(405);
  try {
    return new Response(new Uint8Array(await readFile(file)), { headers: headers(type) });
  } catch (error) {
    if (isMissing(error)) return refuse(404);
    throw error;
  }
}

/** Path of the file an address means, or null when it is none of ours. Encoded dots and separators are decoded first. */
function fileOf(pageDir: string, url: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== HOST) return null;
  const asked = decodePath(pathname);
  if (asked === null || asked.includes('\0') || asked.includes('\\')) return null;
  const file = path.join(pageDir, asked);
  return file.startsWith(pageDir + path.sep) ? file : null;
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR';
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: headers('text/plain; charset=utf-8') });
}

function headers(type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': PAGE_POLICY,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  };
}
