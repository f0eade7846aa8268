/**
 * What each document may load and do (Content Security Policy 3). The page runs our own files and reaches nothing else. The
 * two frames in which mail is shown run nothing at all; their styles are the mail's own, and only the second may fetch
 * pictures, after the user asked for them.
 */
const PAGE = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

const mailFrame = (pictures: string) => [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  `img-src ${pictures}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin',
];

const MAIL_FRAMES: Readonly<Record<string, readonly string[]>> = {
  'mail-frame.html': mailFrame('data:'),
  'mail-frame-pictures.html': mailFrame('data: https:'),
};

/** Policy of a file of the page, by its path within the page's folder. */
export function policyFor(file: string): string {
  return (MAIL_FRAMES[file] ?? PAGE).join('; ');
}
