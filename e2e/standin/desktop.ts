/** The desktop around the window, as objects that keep quiet: what they were told can be asked by public API. */
import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions, MessageBoxOptions, SaveDialogOptions } from 'electron';
import { isHeaded } from './browser.ts';

export class Menu {
  readonly items: readonly MenuItem[];

  constructor(items: readonly MenuItem[]) {
    this.items = items;
  }
  static buildFromTemplate(template: MenuItemConstructorOptions[]): Menu {
    return new Menu(template.map((options) => new MenuItem(options)));
  }
  static setApplicationMenu(): void {
    // There is no menu bar to put it in.
  }
}

class MenuItem {
  readonly label: string;
  readonly enabled: boolean;
  readonly type: string;
  readonly submenu: Menu | null;
  readonly click: () => void;

  constructor({ label = '', enabled = true, type = 'normal', submenu, click }: MenuItemConstructorOptions) {
    this.label = label;
    this.enabled = enabled;
    this.type = type;
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : null;
    this.click = () => {
      if (click !== undefined) Reflect.apply(click, undefined, [this]);
    };
  }
}

export class Tray extends EventEmitter {
  image: string;
  toolTip = '';
  menu: object | null = null;

  constructor(image: string) {
    super();
    this.image = image;
  }
  setImage(image: string): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: object | null): void {
    this.menu = menu;
  }
}

export class Notification extends EventEmitter {
  readonly title: string;
  readonly body: string;

  constructor({ title, body }: { title: string; body: string }) {
    super();
    this.title = title;
    this.body = body;
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    this.emit('show');
  }
}

export const dialog = {
  /** Nobody is there to be asked: the answer is the safe one. */
  showMessageBox: ({ cancelId = 0 }: MessageBoxOptions): Promise<{ response: number }> =>
    Promise.resolve({ response: cancelId }),
  /** Saves where the app proposed. */
  showOpenDialog: (): Promise<{ canceled: boolean; filePaths: string[] }> => {
    const filePath = process.env['STANDIN_OPEN_FILE'];
    return Promise.resolve(
      filePath === undefined ? { canceled: true, filePaths: [] } : { canceled: false, filePaths: [filePath] },
    );
  },
  showSaveDialog: ({ defaultPath = '' }: SaveDialogOptions): Promise<{ canceled: boolean; filePath: string }> =>
    Promise.resolve({ canceled: defaultPath === '', filePath: defaultPath }),
};

export const shell = {
  openExternal: (url: string): Promise<void> => {
    if (isHeaded) spawn('xdg-open', [url], { stdio: 'ignore', detached: true }).unref();
    return Promise.resolve();
  },
};
