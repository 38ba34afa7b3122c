/** Typing without a document: the bytes (Yjs, V1) of characters put into a text, and what such bytes say. */

/** A character in a text by its Yjs id. */
export interface Spot {
  readonly client: number;
  readonly clock: number;
}

const item = { gone: 0, deleted: 1, string: 4, skip: 10, hasOrigin: 0x80, hasRight: 0x40 } as const;

/** The update by which `client` puts `text` (ASCII) behind the character `after`, at the end of its paragraph. */
export function typed(client: number, clock: number, after: Spot, text: string): Uint8Array {
  const bytes: number[] = [];
  const number = (value: number) => {
    let left = value;
    for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
    bytes.push(left);
  };
  number(1);
  number(1);
  number(client);
  number(clock);
  bytes.push(item.string | item.hasOrigin);
  number(after.client);
  number(after.clock);
  number(text.length);
  for (let index = 0; index < text.length; index++) bytes.push(text.charCodeAt(index));
  number(0);
  return Uint8Array.from(bytes);
}

/**
 * Tells of each run of new characters (ASCII) that an update brings. Reads what typing makes, merged or not; where an update
 * brings something else, such as a document's first state, the rest of it is passed over.
 */
export function readTyped(
  update: Uint8Array,
  tell: (client: number, clock: number, length: number) => void,
): void {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = update[at++] ?? 0;
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  };
  for (let clients = number(); clients > 0; clients--) {
    let structs = number();
    const client = number();
    let clock = number();
    for (; structs > 0; structs--) {
      const info = update[at++] ?? 0;
      const kind = info & 31;
      if (kind !== item.gone && kind !== item.skip) {
        // Without a neighbour its parent would stand here: that is no typing.
        if ((info & (item.hasOrigin | item.hasRight)) === 0) return;
        for (const bit of [item.hasOrigin, item.hasRight])
          if (info & bit) {
            number();
            number();
          }
        if (kind !== item.string && kind !== item.deleted) return;
      }
      const length = number();
      if (kind === item.string) {
        tell(client, clock, length);
        at += length;
      }
      clock += length;
    }
  }
}
