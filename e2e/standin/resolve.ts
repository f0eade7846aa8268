import Module from 'node:module';

type Resolve = (this: unknown, request: string, ...rest: readonly unknown[]) => string;

/** Makes `require('electron')` mean a file of ours, for the app, for Playwright's loader and in the inspector. */
export function resolveElectronHere(file: string): void {
  const resolver = Module as typeof Module & { _resolveFilename: Resolve };
  const resolve = resolver._resolveFilename;
  resolver._resolveFilename = function (request, ...rest) {
    return request === 'electron' ? file : resolve.call(this, request, ...rest);
  };
}
