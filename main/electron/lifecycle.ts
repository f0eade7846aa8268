import { app, Menu } from './surface.ts';

/** Same id in `electron-builder.yml`; Windows shows notices only under the id of an installed program. */
export const APP_ID = 'example.mailpin.desktop';

/**
 * Ties the program's life to its window and its engine.
 *
 * @param open shows the window
 * @param stop ends the engine cleanly; the program waits for it before it goes
 */
export function live(open: () => void, stop: () => Promise<void>): void {
  let isStopped = false;
  app.setAppUserModelId(APP_ID);
  Menu.setApplicationMenu(applicationMenu());
  app.on('second-instance', open);
  app.on('activate', open);
  app.on('window-all-closed', () => {
    // On macOS a program outlives its windows; elsewhere closing the window is how one says goodbye.
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('before-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void stop().then(() => {
      isStopped = true;
      app.quit();
    });
  });
}

/** Copy and paste come from the menu on macOS; elsewhere the page has no menu above it. */
function applicationMenu(): ReturnType<typeof Menu.buildFromTemplate> | null {
  if (process.platform !== 'darwin') return null;
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
}
