import path from 'node:path';
import { trayState, type TrayState } from '../../app/rules/tray-state.ts';
import type { Text } from '../../resources/text.ts';
import { Menu, Tray } from './surface.ts';
import { trayMenu, type TrayActions, type TrayFace } from './tray-menu.ts';

/** Puts the tray icon up. The function it returns shows a new face. */
export function showTray(imageDir: string, text: Text, actions: TrayActions): (face: TrayFace) => void {
  const image = (state: TrayState) => path.join(imageDir, `${state}.png`);
  const tray = new Tray(image('working'));
  tray.on('click', actions.open);
  return (face) => {
    const state = trayState(face.status);
    tray.setImage(image(state));
    tray.setToolTip(toolTip(state, face, text));
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(face, text, actions)));
  };
}

function toolTip(state: TrayState, { status }: TrayFace, text: Text): string {
  const troubled = status?.accounts.filter(({ state: { kind } }) => kind === 'trouble').length ?? 0;
  const asked = (status?.questionCount ?? 0) + (status?.outbox.dead ?? 0);
  return text.format(`shell.tray.${state}`, { count: state === 'broken' ? troubled : asked });
}
