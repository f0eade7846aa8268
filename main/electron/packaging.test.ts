import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { TRAY_STATES } from '../../app/rules/tray-state.ts';
import { APP_ID } from './lifecycle.ts';

vi.mock('./surface.ts', () => ({}));

interface Packing {
  readonly appId: string;
  readonly publish: null;
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly asarUnpack: readonly string[];
  readonly mac: { readonly icon: string };
}
const SYSTEMS = ['mac', 'win', 'linux'] as const;
interface Validator {
  getConfig(folder: string, file: string, overrides: null): Promise<Packing>;
  validateConfiguration(config: Packing, log: { add: () => void }): Promise<void>;
}

const root = path.join(import.meta.dirname, '..', '..');

/** electron-builder's own reader and schema, which it keeps to itself. */
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));
const validator = builder('app-builder-lib/out/util/config/config.js') as Validator;
const config = await validator.getConfig(root, 'electron-builder.yml', null);

test('electron-builder.yml passes the schema of electron-builder', async () => {
  await expect(validator.validateConfiguration(config, { add: () => undefined })).resolves.toBeUndefined();
});

test('the fuses close what a packed program has no use for', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('nothing is published, native modules lie outside the archive, and Windows finds the program by its id', () => {
  expect([config.publish, config.asarUnpack, config.appId]).toEqual([null, ['**/*.node'], APP_ID]);
});

test('no system has a file list of its own: beside one, electron-builder packs the whole source tree', () => {
  expect(SYSTEMS.filter((system) => 'files' in (Reflect.get(config, system) as object))).toEqual([]);
});

test('every picture the program names is there', () => {
  const faces = TRAY_STATES.flatMap((face) => [`${face}.png`, `${face}@2x.png`]);
  const pictures = [config.mac.icon, ...faces.map((face) => `resources/tray/${face}`)];
  expect(pictures.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});
