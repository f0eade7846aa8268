import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startKeyring, type Keyring, type KeyringState } from '../../e2e/servers/keyring.ts';
import type { KeychainCall } from './testing/keychain-probe.ts';

const PROBE = join(import.meta.dirname, 'testing', 'keychain-probe.ts');
const isLinux = process.platform === 'linux';

function answers(keyring: Keyring, calls: readonly KeychainCall[]): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROBE], {
    env: keyring.env,
    input: JSON.stringify(calls),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

async function withKeyring(state: KeyringState, work: (keyring: Keyring) => void): Promise<void> {
  const keyring = await startKeyring(state);
  try {
    work(keyring);
  } finally {
    await keyring.stop();
  }
}

test.skipIf(!isLinux)('a secret is kept, read by another process, replaced and deleted', async () => {
  await withKeyring('unlocked', (keyring) => {
    expect(
      answers(keyring, [
        ['get', 'sally@acme.example'],
        ['set', 'sally@acme.example', 'first'],
      ]),
    ).toEqual([null, 'done']);
    expect(
      answers(keyring, [
        ['get', 'sally@acme.example'],
        ['get', 'ben@acme.example'],
      ]),
    ).toEqual(['first', null]);
    expect(
      answers(keyring, [
        ['set', 'sally@acme.example', 'second'],
        ['get', 'sally@acme.example'],
        ['delete', 'sally@acme.example'],
        ['delete', 'sally@acme.example'],
        ['get', 'sally@acme.example'],
      ]),
    ).toEqual(['done', 'second', 'done', 'done', null]);
  });
});

test.skipIf(!isLinux).each([
  ['in any script', 'pässwörd 秘密 🔑 " \\ \n'],
  ['of 20,000 characters', 'x'.repeat(20_000)],
])('a secret %s comes back as it was', async (_name, secret) => {
  await withKeyring('unlocked', (keyring) => {
    expect(
      answers(keyring, [
        ['set', '営業@例え.jp', secret],
        ['get', '営業@例え.jp'],
      ]),
    ).toEqual(['done', secret]);
  });
});

test.skipIf(!isLinux)('the disk holds the secret only in encrypted form', async () => {
  await withKeyring('unlocked', (keyring) => {
    answers(keyring, [['set', 'sally@acme.example', 'readable-by-nobody']]);
    const files = readdirSync(keyring.dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files).not.toEqual([]);
    for (const file of files) {
      expect(readFileSync(join(file.parentPath, file.name)).includes('readable-by-nobody')).toBe(false);
    }
  });
});

test.skipIf(!isLinux).each<KeyringState>(['no-bus', 'no-service'])(
  'with %s every call fails as keychain.missing, and nothing is kept elsewhere',
  async (state) => {
    await withKeyring(state, (keyring) => {
      const calls: readonly KeychainCall[] = [
        ['get', 'a'],
        ['set', 'a', 'secret'],
        ['get', 'a'],
        ['delete', 'a'],
      ];
      expect(answers(keyring, calls)).toEqual(Array(4).fill('keychain.missing'));
    });
  },
);

test.skipIf(!isLinux)('a locked keyring is said to be locked, not empty', async () => {
  await withKeyring('unlocked', (keyring) => {
    answers(keyring, [['set', 'a', 'secret']]);
    keyring.lock();
    const calls: readonly KeychainCall[] = [
      ['get', 'a'],
      ['set', 'a', 'new'],
      ['set', 'b', 'other'],
      ['delete', 'a'],
    ];
    expect(answers(keyring, calls)).toEqual(Array(4).fill('keychain.locked'));
  });
});
