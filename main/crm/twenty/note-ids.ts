import { createHash } from 'node:crypto';
import type { MessageKey } from '../../../app/domain/ids.ts';
import type { Place } from './kinds.ts';

/** Of all ids that Mailpin gives at Twenty, and of no other. */
const NAMESPACE = '5d1e1f0c-6c58-5e0b-9a52-3c1f6f0f4a77';

/** A note has the same id whoever makes it, so that Twenty itself refuses a second one. */
export function noteIdOf(key: MessageKey): string {
  return uuidOf(`note ${key}`);
}

/** Of a note's being on a card. */
export function targetIdOf(key: MessageKey, { kind, id }: Place): string {
  return uuidOf(`target ${key} ${kind} ${id}`);
}

/** Made from a name, version 5: RFC 9562 5.5. */
function uuidOf(name: string): string {
  const space = Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex');
  const bytes = createHash('sha1').update(space).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
