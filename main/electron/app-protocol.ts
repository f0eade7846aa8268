import { SCHEME } from './app-origin.ts';
import { pageFile } from './page-files.ts';
import { protocol } from './surface.ts';

/** Must run before the program is ready: a standard, secure scheme has an origin, modules and a policy like https. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the files of the page from one folder. */
export function servePageFiles(pageDir: string): void {
  protocol.handle(SCHEME, (request) => pageFile(pageDir, request));
}
