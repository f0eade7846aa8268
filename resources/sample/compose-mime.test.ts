import { expect, test } from 'vitest';
import PostalMime from 'postal-mime';
import { composeMail, formatDate, type MailToCompose } from './compose-mime.ts';

const MAIL: MailToCompose = {
  from: { name: 'Sally Winter', address: 'sally@acme.example' },
  to: [{ name: 'Costa, Rui', address: 'rui@ferreira.example' }],
  subject: 'Hello',
  date: new Date('2026-11-20T08:42:00Z'),
  messageId: 'a1@acme.example',
  text: 'Hello Rui,\n\nsee you on Friday.\n',
};

const SUBJECTS = [
  'Hello',
  'Angebot für die Kühlräume – drei Jahre, zwei Standorte, Wartung inbegriffen, Lieferung frei Haus',
  '見積書の件（第二工場の追加分四十席と保守契約の更新について、ご確認をお願いいたします）',
  'مرحبا — your quote',
  `Long ${'and longer '.repeat(30)}`.trim(),
  '',
];

test.each(SUBJECTS)('the subject %j survives every charset', async (subject) => {
  for (const charset of ['utf-8', 'iso-8859-1', 'iso-2022-jp'] as const) {
    const parsed = await PostalMime.parse(composeMail({ ...MAIL, subject, charset }));
    expect(parsed.subject ?? '').toBe(subject);
  }
});

test.each(['7bit', 'quoted-printable', 'base64', undefined] as const)(
  'the text survives transfer encoding %s',
  async (transferEncoding) => {
    const text =
      transferEncoding === '7bit' ? 'plain = plain\n' : `Grüße = 100 %, trailing space \n${'ü'.repeat(300)}\n`;
    const parsed = await PostalMime.parse(composeMail({ ...MAIL, text, transferEncoding }));
    expect(parsed.text?.replace(/\r\n/g, '\n').trimEnd()).toBe(text.trimEnd());
  },
);

test('Japanese text goes out as 7-bit ISO-2022-JP and comes back', async () => {
  const raw = composeMail({ ...MAIL, text: 'お世話になっております。\n佐藤です。\n', charset: 'iso-2022-jp' });
  expect(raw).toContain('charset=iso-2022-jp');
  expect(raw).toMatch(/^[\x00-\x7f]*$/);
  expect((await PostalMime.parse(raw)).text).toContain('佐藤です。');
});

test('a text the charset cannot carry goes out as UTF-8', async () => {
  const raw = composeMail({ ...MAIL, text: 'price: 18 €', charset: 'iso-8859-1' });
  expect(raw).toContain('charset=utf-8');
  expect((await PostalMime.parse(raw)).text).toContain('18 €');
});

test('no line is longer than a header or body line may be', () => {
  const many = Array.from({ length: 120 }, (_, index) => ({
    name: `Gäst ${index}`,
    address: `guest${index}@acme.example`,
  }));
  const raw = composeMail({
    ...MAIL,
    to: many,
    subject: SUBJECTS[4] ?? '',
    text: `${'ü'.repeat(2000)}\n${'ascii '.repeat(90)}`,
  });
  const quoted = composeMail({ ...MAIL, text: `${'ü und '.repeat(90)} \nshort` });
  expect(Math.max(...`${raw}\r\n${quoted}`.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78);
});

test('names, long file names and inline pictures come back as they were', async () => {
  const fileName = 'Größe und Gewicht der Messgeräte, zweite Fassung nach der Besprechung.pdf';
  const parsed = await PostalMime.parse(
    composeMail({
      ...MAIL,
      html: '<p>Hello <img src="cid:logo@acme.example"></p>',
      attachments: [
        { fileName, mediaType: 'application/pdf', content: 'pdf' },
        {
          fileName: 'logo.png',
          mediaType: 'image/png',
          content: Uint8Array.of(1, 2, 255),
          contentId: 'logo@acme.example',
        },
      ],
    }),
  );
  expect(parsed.to?.[0]).toMatchObject({ name: 'Costa, Rui', address: 'rui@ferreira.example' });
  expect(parsed.attachments.map((one) => one.filename)).toEqual(['logo.png', fileName]);
  expect(parsed.html).toContain('cid:logo@acme.example');
});

test('the Date field is written in the zone of the sender', () => {
  expect(formatDate(new Date('2026-11-20T08:42:00Z'), 60)).toBe('Fri, 20 Nov 2026 09:42:00 +0100');
  expect(formatDate(new Date('2026-11-20T08:42:00Z'), -210)).toBe('Fri, 20 Nov 2026 05:12:00 -0330');
});
