/** The kinds of pictures a mail may show of its own; everything else stays a file. SVG is none: it may hold a program. */
export type PictureType = 'image/png' | 'image/gif' | 'image/jpeg' | 'image/webp' | 'image/bmp';

/** First bytes, by https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern; null = any byte. */
const PATTERNS: readonly (readonly [PictureType, readonly (number | null)[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/webp', [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50]],
  ['image/bmp', [0x42, 0x4d]],
];

/** What a picture is by its bytes, whatever its part says of itself; null when it is none that is shown. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  const found = PATTERNS.find(([, pattern]) => pattern.every((byte, at) => byte === null || bytes[at] === byte));
  return found?.[0] ?? null;
}
