/** Typing without a document: the bytes (Yjs, V1) of characters put into a text, and what such bytes say. */
import * as Y from "yjs";
import type { Plan } from "#app/document/plan.ts";
import { firstState, planFragment } from "#app/document/ydoc.ts";

/** A character in a text by its Yjs id. */
export interface Spot {
  readonly client: number;
  readonly clock: number;
}

/** A plan of so many paragraphs, each of about so many characters. */
export function paragraphs(count: number, length = 60): Plan {
  const words = "The countries of the region agree on what they will do together and by when. ";
  const text = words.repeat(Math.ceil(length / words.length)).slice(0, length);
  return {
    type: "doc",
    content: Array.from({ length: count }, (_, index) => ({
      type: "paragraph",
      attrs: { id: `p${index + 1}` },
      content: [{ type: "text", text }],
    })),
  };
}

/** The last character of each paragraph of a document's first state: where somebody may go on typing. */
export function endsOf(plan: Plan): Spot[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, firstState(plan));
  const ends: Spot[] = [];
  for (const block of planFragment(doc).toArray()) {
    const text: unknown = block instanceof Y.XmlElement ? block.get(0) : null;
    if (!(text instanceof Y.XmlText)) continue;
    let last: Y.Item | null = text._start;
    while (last?.right) last = last.right;
    if (last) ends.push({ client: last.lastId.client, clock: last.lastId.clock });
  }
  doc.destroy();
  return ends;
}

const item = { string: 4, hasOrigin: 0x80, hasRight: 0x40, hasKey: 0x20 } as const;

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

/** Tells of each run of new characters that an update brings; other content is passed over as a run as well. */
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
      const behind = (info & (item.hasOrigin | item.hasRight)) !== 0;
      if ((info & 31) !== item.string || !behind) return readAny(update, tell);
      for (const bit of [item.hasOrigin, item.hasRight])
        if (info & bit) {
          number();
          number();
        }
      const size = number();
      // What is typed here is ASCII: as many characters as bytes.
      tell(client, clock, size);
      clock += size;
      at += size;
    }
  }
}

function readAny(update: Uint8Array, tell: (client: number, clock: number, length: number) => void): void {
  for (const struct of Y.decodeUpdate(update).structs)
    if (struct instanceof Y.Item) tell(struct.id.client, struct.id.clock, struct.length);
}
