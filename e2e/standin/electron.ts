/** The `electron` module of the stand-in. The compiler holds it to what Mailpin asks of Electron. */
import type { Surface } from '../../main/electron/surface.ts';
import { app } from './app.ts';
import { dialog, Menu, Notification, shell, Tray } from './desktop.ts';
import { ipcMain } from './ipc.ts';
import { session } from './permissions.ts';
import { protocol } from './scheme.ts';
import { utilityProcess } from './utility.ts';
import { BrowserWindow, webContents } from './window.ts';

({
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  protocol,
  session,
  shell,
  Tray,
  utilityProcess,
}) satisfies Surface;

export {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  protocol,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
};
