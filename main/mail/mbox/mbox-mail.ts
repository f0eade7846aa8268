import { open } from 'node:fs/promises';
import { isMissing } from '../archive/file-errors.ts';

/** Bytes of one mail without its From_ line, with `>From ` unquoted (mboxrd); null when the file has gone or was cut. */
export async function readMboxMail(
  file: string,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<Uint8Array | null> {
  const stored = await readRange(file, start, end);
  if (stored === null || !stored.subarray(0, 5).equals(Buffer.from('From '))) return null;
  const lineEnd = stored.indexOf(0x0a);
  return lineEnd < 0 ? Buffer.alloc(0) : unquoted(stored.subarray(lineEnd + 1));
}

async function readRange(file: string, start: number, end: number): Promise<Buffer | null> {
  try {
    const handle = await open(file, 'r');
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
      return bytesRead < end - start ? null : buffer;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Lines of `>`s and `From ` lose one `>`: the writer of the file put it there. */
function unquoted(mail: Buffer): Buffer {
  if (!mail.includes('>From ')) return mail;
  const text = mail.toString('latin1').replace(/^>(>*From )/gm, '$1');
  return Buffer.from(text, 'latin1');
}
