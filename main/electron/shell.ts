import path from 'node:path';
import type { Place } from '../../app/contract/events.ts';
import type { StatusFacts } from '../../app/contract/status-views.ts';
import type { Logger } from '../../app/ports.ts';
import { textFor } from '../../resources/text.ts';
import { declareScheme, servePageFiles } from './app-protocol.ts';
import { hostEngine } from './engine-host.ts';
import { denyPermissions, guardPages } from './guards.ts';
import { servePage } from './ipc-server.ts';
import { live } from './lifecycle.ts';
import { askToOpen } from './link-opener.ts';
import { notifier } from './notifier.ts';
import { pauseSwitch } from './pause.ts';
import { chooseFile, choosePath } from './save-dialog.ts';
import { watchStatus } from './status-watch.ts';
import { app, utilityProcess } from './surface.ts';
import { showTray } from './tray.ts';
import { mainWindow } from './window.ts';

export interface ShellOptions {
  readonly profileDir: string;
  /** Folder of the main, preload and engine bundles; the page and the pictures are found from here. */
  readonly bundleDir: string;
  readonly log: Logger;
}

/** Starts the desktop program, or shows the window of the one that already runs on this profile. */
export async function startShell(options: ShellOptions): Promise<void> {
  app.setPath('userData', options.profileDir);
  app.setPath('sessionData', path.join(options.profileDir, 'page'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  declareScheme();
  await app.whenReady();
  await assemble(options);
}

/** Puts the parts together: engine, page, tray and notices, each knowing the others only by these functions. */
async function assemble({ profileDir, bundleDir, log }: ShellOptions): Promise<void> {
  const text = textFor(process.env['MAILPIN_LANG'] ?? '', app.getLocale());
  const window = mainWindow(bundleDir, text.locale);
  const open = async (place: Place | null): Promise<void> => {
    await window.open();
    if (place !== null) window.send({ name: 'place.asked', payload: { place } });
  };

  const engine = hostEngine({
    fork: () =>
      utilityProcess.fork(path.join(bundleDir, 'engine.cjs'), ['--profile', profileDir], {
        serviceName: 'Mailpin engine',
      }),
    onEvent(event) {
      window.send(event);
      status.hear(event);
      notices.hear(event);
    },
    onStart() {
      window.send({ name: 'store.changed', payload: {} });
      pause.engineStarted();
    },
    onCrash({ exitCode, isFirst }) {
      log.error('engine.crashed', { exitCode, isFirst });
      if (isFirst) notices.engineRestarted();
    },
  });

  let facts: StatusFacts | null = null;
  const notices = notifier(text, (place) => void open(place));
  const pause = pauseSwitch(engine, () => status.look());
  const showFace = showTray(path.join(bundleDir, '..', '..', 'resources', 'tray'), text, {
    open: () => void open(null),
    openNeedsYou: () => void open({ kind: 'needs-you' }),
    pause: pause.pause,
    resume: pause.resume,
    quit: () => app.quit(),
  });
  const status = watchStatus(
    () => engine.call('status.get', {}),
    (answer) => {
      facts = answer;
      showFace({ status: facts, pausedUntil: pause.until() });
    },
  );

  guardPages((url) => void askToOpen(url, text));
  denyPermissions();
  servePageFiles(path.join(bundleDir, '..', 'renderer'));
  servePage(engine, { choosePath, chooseFile });
  live(
    () => void open(null),
    () => engine.stop(),
  );
  engine.start();
  await open(null);
}
