/**
 * Loaded with `-r` before the program: writes down what it asks the desktop to do. Public Electron API only, so it works on
 * real Electron and on the stand-in alike.
 */
const { BrowserWindow, dialog, Notification, shell, Tray, utilityProcess } = require('electron');

const seen = {
  /** @type {string[]} names of the pictures the tray showed, oldest first */
  trayImages: [],
  /** @type {string[]} */
  toolTips: [],
  /** @type {{ title: string, body: string }[]} */
  notices: [],
  /** @type {string[]} */
  opened: [],
  /** @type {string[]} what the user was asked */
  questions: [],
  /** @type {(number | undefined)[]} process ids of the engines, oldest first */
  engines: [],
  focusCount: 0,
  /** What the user answers: the button of a question, the path of a save. */
  answers: { button: 0, path: '' },
  /** @type {Electron.Notification | undefined} */
  lastNotice: undefined,
  /** @type {Electron.Menu | undefined} */
  trayMenu: undefined,
};
globalThis.__probe = seen;

/** Calls `before` with the arguments of every call of a method. @param {any} owner @param {string} name @param {(self: any, args: any[]) => void} before */
function listen(owner, name, before) {
  const original = owner[name];
  owner[name] = function (/** @type {any[]} */ ...args) {
    before(this, args);
    return original.apply(this, args);
  };
}

listen(Tray.prototype, 'setImage', (_tray, [image]) =>
  seen.trayImages.push(String(image).replace(/^.*[\\/]|\.png$/g, '')),
);
listen(Tray.prototype, 'setToolTip', (_tray, [text]) => seen.toolTips.push(text));
listen(Tray.prototype, 'setContextMenu', (_tray, [menu]) => (seen.trayMenu = menu));
listen(BrowserWindow.prototype, 'focus', () => (seen.focusCount += 1));
listen(Notification.prototype, 'show', (notice) => {
  seen.notices.push({ title: notice.title, body: notice.body });
  seen.lastNotice = notice;
});

const fork = utilityProcess.fork;
utilityProcess.fork = (...args) => {
  const engine = fork(...args);
  engine.once('spawn', () => seen.engines.push(engine.pid));
  return engine;
};
shell.openExternal = async (url) => {
  seen.opened.push(url);
};
dialog.showMessageBox = async (/** @type {any} */ options) => {
  seen.questions.push(options.message);
  return { response: seen.answers.button, checkboxChecked: false };
};
dialog.showSaveDialog = async () => ({ canceled: seen.answers.path === '', filePath: seen.answers.path });
