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
  ['UTF-8 that is declared as Japanese in seven bits', [...Buffer.from('見積')], 'iso-2022-jp', '見積'],
  [
    'Shift_JIS that is declared so',
    [...Buffer.from('gqiQophigsmCyILBgsSCqILogtyCt4FC', 'base64')],
    'ISO-2022-JP',
    'お世話になっております。',
  ],
  ['UTF-16 with NULs', [0x54, 0, 0x65, 0], 'utf-16le', 'Te'],
  [
    'UTF-7',
    [...Buffer.from('Gr+APwA3w-e, 1 +- 1, 1+1, +ZeVnLIqe-. Hi +Jjo!')],
    'UTF-7',
    'Grüße, 1 + 1, 1+1, 日本語. Hi ☺!',
  ],
  ['UTF-7 under its old name', [...Buffer.from('K+APY-ln')], 'unicode-1-1-utf-7', 'Köln'],
  ['UTF-7 that is not', [...Buffer.from('Köln +APY-')], 'utf-7', 'Köln +APY-'],
  ['a NUL in the text', [0x61, 0, 0x62], 'utf-8', 'ab'],
])('%s', (_what, bytes, charset, text) => {
  expect(decodeText(Uint8Array.from(bytes), charset)).toBe(text);
});

test('labels that servers fill in say nothing', () => {
  expect(meaningfulCharset('US-ASCII')).toBeNull();
  expect(meaningfulCharset('koi8-r')).toBe('koi8-r');
});

/** Text without a word on its charset, as bytes that Node cannot make itself. */
const UNDECLARED: readonly (readonly [charset: string, base64: string, text: string])[] = [
  [
    'iso-2022-jp',
    'GyRCJCpAJE9DJEskSiRDJEYkKiRqJF4kOSEjOCtAUT1xJHIkKkF3JGokNyReJDkhIxsoQg==',
    'お世話になっております。見積書をお送りします。',
  ],
  [
    'shift_jis',
    'gqiQophigsmCyILBgsSCqILogtyCt4FCjKmQz4+RgvCCqJGXguiCtYLcgreBQg==',
    'お世話になっております。見積書をお送りします。',
  ],
  [
    'euc-jp',
    'pKrApM/DpMukyqTDpMakqqTqpN6kuaGjuKvA0b3xpPKkqsH3pOqkt6TepLmhow==',
    'お世話になっております。見積書をお送りします。',
  ],
  ['koi8-r', '5M/C0tnKIMTFztgsINfZ09nMwcAg18HNIM7B28Ug0NLFxMzP1sXOycUu', 'Добрый день, высылаю вам наше предложение.'],
  [
    'windows-1251',
    'xO7h8PvpIOTl7fwsIOL78fvr4P4g4uDsIO3g+OUg7/Dl5Ovu5uXt6OUu',
    'Добрый день, высылаю вам наше предложение.',
  ],
  ['gb18030', 'xPq6w6Osx+uy6crVztLDx7XEsai827Wlo6zQu9C7oaM=', '您好，请查收我们的报价单，谢谢。'],
  ['big5', 'sXqmbqFBvdCsZKasp9qtzKq6s/i7+bPmoUHBwsHCoUM=', '您好，請查收我們的報價單，謝謝。'],
  [
    'euc-kr',
    'vsiz58fPvLy/5CwgsN/A+7ytuKYgurizuyC15biztM+02S4gsKi758fVtM+02S4=',
    '안녕하세요, 견적서를 보내 드립니다. 감사합니다.',
  ],
];
test.each(UNDECLARED)('undeclared %s is recognised', (_, base64, text) => {
  expect(decodeText(Buffer.from(base64, 'base64'), null)).toBe(text);
});

test.each(['Müller & Söhne', 'Señor Muñoz, ¿qué tal?', 'Déjà vu, à bientôt', 'Città è perché', 'Größe: 5 m'])(
  'a Western text with accents stays one: %s',
  (text) => {
    const bytes = Buffer.from(text, 'latin1');
    expect(decodeText(bytes, null)).toBe(bytes.toString('latin1'));
  },
);

test('UTF-8 that is declared as Latin 1 is read as UTF-8', () => {
  expect(decodeText(Buffer.from('Größe, 見積'), 'iso-8859-1')).toBe('Größe, 見積');
});
