import path from 'node:path';
import { app, dialog } from './surface.ts';

/** Asks where to save a file. The proposed name comes from a mail, so whatever looks like a place in it is dropped. */
export async function choosePath(proposedName: string): Promise<string | null> {
  const defaultPath = path.join(app.getPath('downloads'), bareName(proposedName));
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath });
  return canceled || filePath === '' ? null : filePath;
}

/** Asks which file to read. */
export async function chooseFile(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({ properties: ['openFile'] });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Last part of a name, by either system's separators, without control characters and leading dots. */
export function bareName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\p{Cc}/gu, '').replace(/^[.\s]+/, '') || 'attachment';
}
