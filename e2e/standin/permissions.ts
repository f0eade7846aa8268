import type { CDPSession } from 'playwright';

type RequestHandler = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
type CheckHandler = () => boolean;

/** Permissions that a page can ask for and DevTools can answer, by DevTools' names. */
const PERMISSIONS = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'local-fonts'];

/** Electron grants everything until a handler says otherwise. */
let check: CheckHandler = () => true;
let request: RequestHandler = (_contents, _permission, answer) => answer(true);

export const session = {
  defaultSession: {
    setPermissionCheckHandler: (handler: CheckHandler): void => {
      check = handler;
    },
    setPermissionRequestHandler: (handler: RequestHandler): void => {
      request = handler;
    },
  },
};

/** Makes Chromium answer a page as the app's handlers do. A page without an origin has no permissions to speak of. */
export async function applyPermissions(devTools: CDPSession, url: string): Promise<void> {
  const { origin } = new URL(url);
  if (origin === 'null') return;
  for (const name of PERMISSIONS) {
    const isGranted = check() && (await asked(name));
    await devTools.send('Browser.setPermission', {
      permission: { name },
      setting: isGranted ? 'granted' : 'denied',
      origin,
    });
  }
}

function asked(name: string): Promise<boolean> {
  return new Promise((resolve) => request(null, name, resolve));
}
