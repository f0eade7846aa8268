import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { HOST } from './app-origin.ts';
import { policyFor } from './page-policy.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Response to one request of the page: a file of `pageDir`, or 404. Nothing outside the folder, no other host, no other
 * method, no type of file that a page has no use for.
 */
export async function pageFile(pageDir: string, request: { url: string; method: string }): Promise<Response> {
  const file = fileOf(pageDir, request.url);
  const type = file === null ? undefined : TYPES[path.extname(file)];
  if (file === null || type === undefined) return refusal(404);
  if (request.method !== 'GET') return refusal(405);
  try {
    const content = new Uint8Array(await readFile(path.join(pageDir, file)));
    return new Response(content, { headers: headers(type, file) });
  } catch (error) {
    if (isMissing(error)) return refusal(404);
    throw error;
  }
}

/** Path within the folder that an address means; null when it leads out of it. Encoded dots and separators are decoded first. */
function fileOf(pageDir: string, url: string): string | null {
  const { host, pathname } = new URL(url);
  const asked = decoded(pathname);
  if (host !== HOST || asked === null || /[\0\\]/.test(asked)) return null;
  const file = path.relative(pageDir, path.join(pageDir, asked));
  return file.startsWith('..') || path.isAbsolute(file) ? null : file;
}

function decoded(pathname: string): string | null {
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

function refusal(status: number): Response {
  return new Response(null, { status, headers: headers('text/plain; charset=utf-8', '') });
}

function headers(type: string, file: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': policyFor(file.replaceAll(path.sep, '/')),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
}
