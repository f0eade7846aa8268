import { expect, test } from 'vitest';
import { isOwnUrl } from './app-origin.ts';

test.each([
  ['app://mailpin/index.html', true],
  ['app://mailpin/mail-frame.html#x', true],
  ['app://mailpin.evil.example/index.html', false],
  ['app://mailpin@evil.example/index.html', false],
  ['app://user@mailpin/index.html', false],
  ['app://other/index.html', false],
  ['https://mailpin/index.html', false],
  ['file:///index.html', false],
  ['about:srcdoc', false],
  ['data:text/html,x', false],
  ['', false],
])('%s is ours: %s', (url, expected) => {
  expect(isOwnUrl(url)).toBe(expected);
});
