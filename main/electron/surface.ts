/**
 * What Mailpin asks of Electron, and nothing else: the one run-time import of 'electron' in the main process.
 *
 * The types are as narrow as the use, so that a new call has to be named here first. Real Electron is checked against them
 * below, the stand-in of `e2e/standin` against the same `Surface`: what Mailpin uses cannot be missing in either.
 */
import * as electron from 'electron';
import type {
  BrowserWindowConstructorOptions,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  OpenDialogOptions,
  SaveDialogOptions,
} from 'electron';

export type { MenuItemConstructorOptions } from 'electron';

/** An event whose default can be stopped. */
export interface StoppableEvent {
  preventDefault(): void;
}

export interface App {
  readonly isPackaged: boolean;
  whenReady(): Promise<void>;
  quit(): void;
  requestSingleInstanceLock(): boolean;
  getPath(name: 'userData' | 'downloads'): string;
  setPath(name: 'userData' | 'sessionData', path: string): void;
  getLocale(): string;
  setAppUserModelId(id: string): void;
  on(event: 'second-instance' | 'window-all-closed' | 'activate', listener: () => void): unknown;
  on(event: 'before-quit', listener: (event: StoppableEvent) => void): unknown;
  on(event: 'web-contents-created', listener: (event: unknown, contents: WebContents) => void): unknown;
}

export interface WebContents {
  send(channel: string, payload: unknown): void;
  isDestroyed(): boolean;
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { readonly action: 'deny' }): void;
  on(event: 'will-frame-navigate', listener: (event: StoppableEvent & { readonly url: string }) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: StoppableEvent) => void): unknown;
}

export interface Window {
  readonly webContents: WebContents;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  restore(): void;
  isMinimized(): boolean;
  isDestroyed(): boolean;
  once(event: 'ready-to-show' | 'closed', listener: () => void): unknown;
}

/** Who called over IPC. `senderFrame` is null when the frame is gone already. */
export interface CallEvent {
  readonly sender: unknown;
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

export interface TrayIcon {
  setImage(path: string): void;
  setToolTip(text: string): void;
  setContextMenu(menu: AnyMenu | null): void;
  on(event: 'click', listener: () => void): unknown;
}
/** A menu as `Menu.buildFromTemplate` makes it; Mailpin only hands it back. */
export interface AnyMenu {
  readonly items: readonly unknown[];
}

export interface Notice {
  show(): void;
  on(event: 'click', listener: () => void): unknown;
}

export interface EngineProcess {
  postMessage(message: unknown): void;
  kill(): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: (code: number) => void): unknown;
}

export interface PermissionSession {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: () => boolean): void;
}

export interface Surface {
  readonly app: App;
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => Window;
  readonly dialog: {
    showMessageBox(options: MessageBoxOptions): Promise<{ readonly response: number }>;
    showOpenDialog(options: OpenDialogOptions): Promise<{ readonly canceled: boolean; readonly filePaths: string[] }>;
    showSaveDialog(options: SaveDialogOptions): Promise<{ readonly canceled: boolean; readonly filePath: string }>;
  };
  readonly ipcMain: {
    handle(channel: string, listener: (event: CallEvent, ...args: unknown[]) => Promise<unknown>): void;
  };
  readonly Menu: {
    buildFromTemplate(template: MenuItemConstructorOptions[]): AnyMenu;
    setApplicationMenu(menu: AnyMenu | null): void;
  };
  readonly Notification: {
    new (options: { title: string; body: string }): Notice;
    isSupported(): boolean;
  };
  readonly protocol: {
    registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Record<string, boolean> }[]): void;
    handle(scheme: string, handler: (request: Request) => Promise<Response>): void;
  };
  readonly session: { readonly defaultSession: PermissionSession };
  readonly shell: { openExternal(url: string): Promise<void> };
  readonly Tray: new (imagePath: string) => TrayIcon;
  readonly utilityProcess: {
    fork(modulePath: string, args: string[], options: { serviceName: string }): EngineProcess;
  };
}

const surface: Surface = electron;

export const {
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
}: Surface = surface;
