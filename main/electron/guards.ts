import { isOwnUrl } from './app-origin.ts';
import { app, session, type WebContents } from './surface.ts';

/**
 * Keeps every page where it is: no frame leaves our own files, no window opens, no permission is granted.
 * A link is not followed but handed to `askToOpen`.
 */
export function guardPages(askToOpen: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, askToOpen));
}

function guard(contents: WebContents, askToOpen: (url: string) => void): void {
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    askToOpen(url);
    return { action: 'deny' };
  });
}

/** Says no to everything a page may ask for: camera, place, notifications, clipboard, files, devices. */
export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
}
