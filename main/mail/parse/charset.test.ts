import { expect, test } from 'vitest';
import { decodeText, meaningfulCharset } from './charset.ts';

test.each([
  ['declared and true', [0xfc], 'iso-8859-1', 'ü'],
  ['a vendor name', [0x82, 0xa0], 'cp932', 'あ'],
  ['a name with separators', [0xa4, 0xa2], 'x-euc-jp', 'あ'],
  ['unknown, bytes are UTF-8', [...Buffer.from('grün')], 'DEFAULT_CHARSET', 'grün'],
  ['unknown, bytes are not UTF-8', [0x67, 0x72, 0xfc, 0x6e], 'DEFAULT', 'grün'],
  ['none, bytes are UTF-8 cut in the middle', [...Buffer.from('Юникод').subarray(0, 11)], null, 'Юнико\ufffd'],
  ['us-ascii that is not', [0x80, 0x20, 0x35], 'us-ascii', '€ 5'],
  ['UTF-8 that is not', [0x67, 0x72, 0xfc, 0x6e], 'utf-8', 'grün'],
  ['Japanese of old without a word', [0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42], null, 'あ'],
  ['UTF-16 with NULs', [0x54, 0, 0x65, 0], 'utf-16le', 'Te'],
  ['a NUL in the text', [0x61, 0, 0x62], 'utf-8', 'ab'],
])('%s', (_what, bytes, charset, text) => {
  expect(decodeText(Uint8Array.from(bytes), charset)).toBe(text);
});

test('labels that servers fill in say nothing', () => {
  expect(meaningfulCharset('US-ASCII')).toBeNull();
  expect(meaningfulCharset('koi8-r')).toBe('koi8-r');
});
