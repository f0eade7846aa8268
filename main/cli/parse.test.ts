import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailpin } from './testing/built-program.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'mailpin-parse-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const MAIL =
  'From: Ana <ana@b.test>\r\nTo: sally@acme.test\r\nSubject: Re: Offer\r\nDate: Sun, 22 Nov 2026 09:00:00 +0000\r\nMessage-ID: <a@b.test>\r\nReferences: <o@acme.test>\r\n\r\nYes.\r\n\r\nOn Sat, 21 Nov 2026 at 10:00, Sally <sally@acme.test> wrote:\r\n> Shall we?\r\n';

function file(name: string, content: string): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}
/** A profile that is not there, and must not come to be. */
const around = () => ({ profileDir: join(dir, 'no-profile') });

test('a mail in a file is understood without a profile', async () => {
  const { code, stdout } = await mailpin(['parse', file('a.eml', MAIL), '--json'], around());
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ messageId: 'a@b.test', references: ['o@acme.test'], subject: 'Re: Offer', kind: 'personal', details: null },
    ...{ ownText: 'Yes.', sentAtFrom: 'date', parts: { part: '1', mediaType: 'text/plain' } },
  });
});

test('standard input and several files are taken, each mail under its file', async () => {
  const piped = await mailpin(['parse', '-', '--json'], { ...around(), stdin: MAIL });
  expect(JSON.parse(piped.stdout)).toMatchObject({ file: '-', messageId: 'a@b.test' });
  const two = await mailpin(['parse', file('a.eml', MAIL), file('b.eml', MAIL)], around());
  expect(two.stdout).toMatch(/== .*a\.eml[\s\S]*== .*b\.eml/);
  expect(two.stdout).toContain('── What the writer said\nYes.');
});

test.each([
  ['a file that is not there', 'gone.eml', null, 'input.unreadable-file'],
  ['a file that is no mail', 'notes.txt', 'just some notes\n', 'input.not-a-mail'],
])('%s is refused by name', async (_, name, content, code) => {
  const path = content === null ? join(dir, name) : file(name, content);
  const ended = await mailpin(['parse', path, '--json'], around());
  expect([ended.code, ended.stdout]).toEqual([1, '']);
  expect(JSON.parse(ended.stderr)).toMatchObject({ error: { code, details: { path } } });
});

test('of several files the ones that are mail are told, and those that are not in their place', async () => {
  const paths = [file('a.eml', MAIL), file('notes.txt', 'just some notes\n'), file('b.eml', MAIL)];
  const ended = await mailpin(['parse', ...paths, '--json'], around());
  expect(ended.code).toBe(1);
  expect(JSON.parse(ended.stdout)).toMatchObject([
    { file: paths[0], messageId: 'a@b.test' },
    { file: paths[1], error: { code: 'input.not-a-mail' } },
    { file: paths[2], messageId: 'a@b.test' },
  ]);
  const told = await mailpin(['parse', ...paths], around());
  expect(told.stdout).toMatch(/== .*notes\.txt\n.*is not a mail[\s\S]*== .*b\.eml/);
});
