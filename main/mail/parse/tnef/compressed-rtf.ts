/** The RTF of Outlook, unpacked. Source: MS-OXRTFCP. Bounded; never throws. */

const HEADER_BYTES = 16;
const COMPRESSED = 0x75465a4c;
const STORED = 0x414c454d;
const DICTIONARY = 4096;
/** A text longer than this is cut. */
const MOST_BYTES = 4 * 1024 * 1024;
/** What the dictionary holds at the beginning (MS-OXRTFCP 2.1.2.1). */
const PRESET =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

/** Null when the bytes are not of that form. */
export function decompressRtf(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rawSize = Math.min(view.getUint32(4, true), MOST_BYTES);
  const type = view.getUint32(8, true);
  const content = bytes.subarray(HEADER_BYTES);
  if (type === STORED) return content.subarray(0, rawSize);
  return type === COMPRESSED ? unpack(content, rawSize) : null;
}

function unpack(packed: Uint8Array, rawSize: number): Uint8Array {
  const dictionary = new Uint8Array(DICTIONARY);
  dictionary.set(Buffer.from(PRESET, 'latin1'));
  let write = PRESET.length;
  const out = new Uint8Array(rawSize);
  let length = 0;
  const put = (byte: number): void => {
    if (length < rawSize) out[length++] = byte;
    dictionary[write] = byte;
    write = (write + 1) % DICTIONARY;
  };
  let at = 0;
  while (at < packed.length && length < rawSize) {
    const control = packed[at] ?? 0;
    at += 1;
    for (let bit = 0; bit < 8 && at < packed.length && length < rawSize; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(packed[at] ?? 0);
        at += 1;
        continue;
      }
      const token = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0);
      at += 2;
      const offset = token >> 4;
      if (offset === write) return out.subarray(0, length);
      for (let nth = 0; nth < (token & 0xf) + 2; nth += 1) put(dictionary[(offset + nth) % DICTIONARY] ?? 0);
    }
  }
  return out.subarray(0, length);
}
