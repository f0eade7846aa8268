const LF = 0x0a;
const CR = 0x0d;

/** Mail saved by old Macs ends its lines with CR alone; it is given LF instead. Any other mail comes back as it is. */
export function withLineFeeds(raw: Uint8Array): Uint8Array {
  return raw.includes(LF) ? raw : raw.map((byte) => (byte === CR ? LF : byte));
}
