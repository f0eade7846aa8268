/** Content transfer encodings. Source: RFC 2045 6. */

export type TransferEncoding = '7bit' | '8bit' | 'quoted-printable' | 'base64';

/** Encodes the bytes of one part; text comes with CRLF line ends. */
export function encodeBody(bytes: Uint8Array, encoding: TransferEncoding): string {
  if (encoding === 'base64')
    return (
      Buffer.from(bytes)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n');
  if (encoding === 'quoted-printable') return quotedPrintable(bytes);
  return Buffer.from(bytes).toString('utf8');
}

/** What a client would choose for a text part: as it is where every line is short ASCII or Japanese in 7 bits. */
export function fittingEncoding(bytes: Uint8Array, charset: string): TransferEncoding {
  const longest = Math.max(
    ...Buffer.from(bytes)
      .toString('latin1')
      .split('\r\n')
      .map((line) => line.length),
  );
  if (longest > 998) return 'base64';
  if (charset === 'iso-2022-jp' || (charset === 'us-ascii' && longest <= 78)) return '7bit';
  return 'quoted-printable';
}

function quotedPrintable(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1').split('\r\n').map(quotedPrintableLine).join('\r\n');
}

/** Soft breaks before column 76; a space at the end of a line would be lost on the way, so it is encoded. */
function quotedPrintableLine(line: string): string {
  const encoded = line.replace(/[^\t\x20-\x3c\x3e-\x7e]/g, escapeByte).replace(/[\t ]$/, escapeByte);
  const pieces = encoded.match(/=[0-9A-F]{2}|[^=]/g) ?? [];
  let broken = '';
  let column = 0;
  for (const piece of pieces) {
    if (column + piece.length > 75) {
      broken += '=\r\n';
      column = 0;
    }
    broken += piece;
    column += piece.length;
  }
  return broken;
}

function escapeByte(character: string): string {
  return `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
