import { expect, test } from 'vitest';
import { pictureType } from './picture-type.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each([
  ['\x89PNG\r\n\x1a\n....', 'image/png'],
  ['GIF89a', 'image/gif'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['RIFF\x01\x02\x03\x04WEBPVP8', 'image/webp'],
  ['BM......', 'image/bmp'],
  ['RIFF\x01\x02\x03\x04AVI ', null],
  ['<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', null],
  ['<html>', null],
  ['\x89PN', null],
  ['', null],
])('%j is %s', (text, type) => {
  expect(pictureType(bytes(text))).toBe(type);
});
