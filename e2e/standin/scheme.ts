/**
 * Chromium does not know `app://`. An address of it becomes one under `.localhost`, which is a secure context with an origin
 * of its own; every request to it is answered by the app's handler before it reaches a network, so policy, modules and
 * 404s are real. To the app it always looks like `app://`.
 */
import type { Route } from 'playwright';

type Handler = (request: Request) => Promise<Response>;

const handlers = new Map<string, Handler>();

export const protocol = {
  registerSchemesAsPrivileged: (schemes: { scheme: string; privileges: Record<string, boolean> }[]): void => {
    for (const { scheme, privileges } of schemes) {
      if (privileges['standard'] !== true || privileges['secure'] !== true) {
        throw new Error(`The stand-in serves only standard and secure schemes, and ${scheme} is neither.`);
      }
    }
  },
  handle: (scheme: string, handler: Handler): void => {
    handlers.set(scheme, handler);
  },
};

/** `app://mailpin/a.js` -> `https://mailpin.app.localhost/a.js`; any other address as it is. */
export function toWeb(url: string): string {
  const own = /^([a-z]+):\/\/([^/?#]+)(.*)$/.exec(url);
  const [, scheme = '', host = '', rest = ''] = own ?? [];
  return handlers.has(scheme) ? `https://${host}.${scheme}.localhost${rest}` : url;
}

/** The way back. */
export function fromWeb(url: string): string {
  return url.replace(/^https:\/\/(.+?)\.([a-z]+)\.localhost(?=[/?#]|$)/, '$2://$1');
}

/** The handler of an address as the app knows it; undefined when it is not of a scheme of the app. */
export function handlerOf(url: string): Handler | undefined {
  return handlers.get(url.slice(0, url.indexOf(':')));
}

/** Answers a request of the page by the app's handler. A handler that throws is a failed request, as in Electron. */
export async function fulfil(route: Route, url: string, handler: Handler): Promise<void> {
  const asked = route.request();
  const body = asked.postDataBuffer();
  const response = await handler(
    new Request(url, { method: asked.method(), ...(body === null ? {} : { body: new Uint8Array(body) }) }),
  ).catch((error: unknown) => {
    process.stderr.write(`The app's protocol handler failed on ${url}: ${String(error)}\n`);
    return null;
  });
  if (response === null) return route.abort('failed');
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}
