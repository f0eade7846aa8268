/** A list of MAPI properties as TNEF stores it. Source: MS-OXTNEF 2.1.3.4 and 2.1.3.5. Bounded; never throws. */

export interface MapiValue {
  readonly bytes: Uint8Array;
  readonly isUnicode: boolean;
  readonly isObject: boolean;
}
/** By property id; of named and of many-valued properties only those without a name, and the first value. */
export type MapiProperties = ReadonlyMap<number, MapiValue>;

const MOST_PROPERTIES = 5000;
const FIRST_NAMED_ID = 0x8000;
const MANY_VALUES = 0x1000;
const UNICODE = 0x1f;
const OBJECT = 0x0d;
const VARIABLE = new Set([0x1e, UNICODE, 0x102, OBJECT]);
/** Bytes of each type of fixed size, with its padding. */
const SIZES: Readonly<Record<number, number>> = {
  ...{ 0x01: 0, 0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8 },
  ...{ 0x0a: 4, 0x0b: 4, 0x14: 8, 0x40: 8, 0x48: 16 },
};

/** Stops at the first property that does not fit into the bytes or is of a type nobody knows. */
export function readMapiProperties(bytes: Uint8Array): MapiProperties {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const properties = new Map<number, MapiValue>();
  const uint = (at: number): number => (at >= 0 && at + 4 <= bytes.length ? view.getUint32(at, true) : Number.NaN);
  const count = Math.min(uint(0), MOST_PROPERTIES);
  let at = 4;
  for (let index = 0; index < count && at + 4 <= bytes.length; index += 1) {
    const type = view.getUint16(at, true);
    const id = view.getUint16(at + 2, true);
    at += 4;
    if (id >= FIRST_NAMED_ID) at = afterName(at, uint);
    const bare = type & ~MANY_VALUES;
    const isVariable = VARIABLE.has(bare);
    const size = SIZES[bare];
    if (!isVariable && size === undefined) return properties;
    const hasCount = isVariable || (type & MANY_VALUES) !== 0;
    const values = hasCount ? uint(at) : 1;
    if (hasCount) at += 4;
    if (!(values <= bytes.length)) return properties;
    for (let nth = 0; nth < values; nth += 1) {
      const length = isVariable ? uint(at) : (size ?? 0);
      if (isVariable) at += 4;
      if (!(at + length <= bytes.length)) return properties;
      if (nth === 0 && id < FIRST_NAMED_ID)
        properties.set(id, {
          bytes: bytes.subarray(at, at + length),
          isUnicode: bare === UNICODE,
          isObject: bare === OBJECT,
        });
      at += padded(length);
    }
  }
  return properties;
}

/** A GUID, the kind of name, and a number or a text. */
function afterName(at: number, uint: (at: number) => number): number {
  const isText = uint(at + 16) === 1;
  return isText ? at + 24 + padded(uint(at + 20)) : at + 24;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
