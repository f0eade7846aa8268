import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pageFile } from './page-files.ts';

const outside = mkdtempSync(path.join(tmpdir(), 'mailpin-page-'));
const pageDir = path.join(outside, 'renderer');
mkdirSync(path.join(pageDir, 'assets'), { recursive: true });
mkdirSync(`${pageDir}-other`);
for (const file of ['index.html', 'mail-frame.html', 'mail-frame-pictures.html', 'assets/a b.js', 'secret.db']) {
  writeFileSync(path.join(pageDir, file), 'x');
}
writeFileSync(path.join(outside, 'outside.html'), 'x');
writeFileSync(path.join(`${pageDir}-other`, 'index.html'), 'x');

function ask(url: string, method = 'GET'): Promise<Response> {
  return pageFile(pageDir, { url, method });
}

test.each([
  ['app://mailpin/index.html', 'text/html; charset=utf-8'],
  ['app://mailpin/index.html?theme=dark#board', 'text/html; charset=utf-8'],
  ['app://mailpin/assets/a%20b.js', 'text/javascript; charset=utf-8'],
])('%s is served as %s', async (url, type) => {
  const response = await ask(url);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test.each([
  ['a file that is not there', 'app://mailpin/none.html'],
  ['a folder', 'app://mailpin/assets'],
  ['a file below a file', 'app://mailpin/index.html/index.html'],
  ['a type that no page needs', 'app://mailpin/secret.db'],
  ['another host', 'app://other/index.html'],
  ['a way out', 'app://mailpin/%2e%2e/outside.html'],
  ['a way out, encoded', 'app://mailpin/..%2foutside.html'],
  ['a way out, with the other separator', 'app://mailpin/..%5coutside.html'],
  ['a neighbour whose name begins the same', 'app://mailpin/..%2frenderer-other%2findex.html'],
  ['a name that ends early', 'app://mailpin/index.html%00.js'],
  ['a broken escape', 'app://mailpin/%E0%A4%A'],
])('%s is 404', async (_name, url) => {
  expect((await ask(url)).status).toBe(404);
});

test('only GET is answered', async () => {
  expect((await ask('app://mailpin/index.html', 'POST')).status).toBe(405);
});

test.each([
  ['index.html', "script-src 'self'; style-src 'self'; img-src 'self' data:"],
  ['mail-frame.html', "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:;"],
  ['mail-frame-pictures.html', "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data: https:;"],
])('%s carries its policy', async (file, policy) => {
  expect((await ask(`app://mailpin/${file}`)).headers.get('content-security-policy')).toContain(policy);
});
