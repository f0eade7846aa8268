/** Small real files made of a few words: PDF, PNG, CSV. The same words give the same bytes. */
import { crc32, deflateSync } from 'node:zlib';
import type { AttachmentToCompose } from './compose-mime.ts';

/** `name.pdf | line | line`, `name.csv | a,b;1,2`, `name.png | plan` or `| curve`. Throws on another ending. */
export function sampleAttachment(line: string): AttachmentToCompose {
  const [fileName = '', ...words] = line.split(' | ');
  if (fileName.endsWith('.pdf')) return { fileName, mediaType: 'application/pdf', content: pdf(words) };
  if (fileName.endsWith('.png')) return { fileName, mediaType: 'image/png', content: picture(words[0] ?? '') };
  if (fileName.endsWith('.csv')) {
    return { fileName, mediaType: 'text/csv', content: `${words.join(' | ').split(';').join('\r\n')}\r\n` };
  }
  throw new Error(`no way to make ${fileName}`);
}

/** The picture of an HTML signature that travels with the mail. */
export function logoPicture(contentId: string): AttachmentToCompose {
  return { fileName: 'image001.png', mediaType: 'image/png', content: picture('logo'), contentId };
}

/** One A4 page, the first line large. Source: ISO 32000-1 7.5. */
function pdf(lines: readonly string[]): Uint8Array {
  const shown = lines.map((line, index) => {
    const size = index === 0 ? 20 : 12;
    return `BT /F1 ${size} Tf 60 ${770 - index * 24 - (index > 0 ? 16 : 0)} Td (${line.replace(/([\\()])/g, '\\$1')}) Tj ET`;
  });
  const stream = ['0.18 0.36 0.31 rg 0 826 595 16 re f 0 g', ...shown].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(stream, 'latin1')} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${offset}`.padStart(10, '0');
  });
  const table = offsets.map((offset) => `${offset} 00000 n \n`).join('');
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

type Shade = (x: number, y: number) => number;

const SHADES: Readonly<Record<string, { readonly width: number; readonly height: number; readonly shade: Shade }>> = {
  /** Walls, rooms and a dot for every logger. */
  plan: {
    width: 320,
    height: 200,
    shade: (x, y) => (x % 106 < 3 || y % 98 < 3 ? 40 : dot(x % 53, y % 49) ? 120 : 245),
  },
  /** A night that cools slowly. */
  curve: {
    width: 320,
    height: 160,
    shade: (x, y) => (Math.abs(20 + 0.0011 * x * x - y) < 2 ? 60 : y % 40 === 0 ? 210 : 250),
  },
  logo: {
    width: 48,
    height: 24,
    shade: (x, y) => (Math.hypot(x - 12, y - 12) < 10 || (x > 26 && y > 8 && y < 16) ? 70 : 255),
  },
};

function dot(x: number, y: number): boolean {
  return Math.hypot(x - 26, y - 24) < 4;
}

/** Greyscale, 8 bit. Source: RFC 2083. Stored, not compressed, so that the bytes never depend on the zlib version. */
function picture(kind: string): Uint8Array {
  const drawing = SHADES[kind];
  if (drawing === undefined) throw new Error(`no picture called ${kind}`);
  const { width, height, shade } = drawing;
  const rows = Array.from({ length: height }, (_, y) => [0, ...Array.from({ length: width }, (_, x) => shade(x, y))]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.from(rows.flat()), { level: 0 });
  const chunks = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);
}

function chunk(type: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
