/**
 * A Socket.IO parser that carries a hot frame as one binary message, and leaves the rest to Socket.IO's own.
 * Socket.IO would send a header and the bytes: two messages for every character typed, to everybody.
 * Both sides call it with the package: `hotParser(await import("socket.io-parser"))`.
 */
import { asBytes } from "./frames.ts";

/** Name of the event under which hot frames leave and arrive (see wire.ts). */
export const HOT_EVENT = "hot";

interface Packet {
  type: number;
  nsp: string;
  data?: unknown;
  id?: number;
}

interface BaseEncoder {
  encode(packet: never): unknown[];
}

interface BaseDecoder {
  add(chunk: unknown): void;
  on(event: "decoded", listener: (packet: never) => void): unknown;
  destroy(): void;
}

/** What is needed of the package `socket.io-parser`, so that this room need not import it. */
export interface ParserPackage {
  readonly Encoder: new () => BaseEncoder;
  readonly Decoder: new () => BaseDecoder;
}

const EVENT = 2;

/** The parser, to be given as `parser` to Server and to io(). Hot frames travel in the default namespace. */
export function hotParser(base: ParserPackage) {
  class Encoder {
    private readonly base = new base.Encoder();

    encode(packet: Packet): unknown[] {
      if (
        packet.type === EVENT &&
        packet.nsp === "/" &&
        packet.id === undefined &&
        Array.isArray(packet.data)
      ) {
        const [name, frame]: readonly unknown[] = packet.data;
        if (name === HOT_EVENT && frame instanceof Uint8Array && packet.data.length === 2) return [frame];
      }
      return this.base.encode(packet as never);
    }
  }

  class Decoder {
    private readonly base = new base.Decoder();
    private readonly listeners = new Set<(packet: Packet) => void>();
    /** Whether Socket.IO's parser has read a header and waits for the binary parts that belong to it. */
    private waiting = false;

    constructor() {
      this.base.on("decoded", (packet: Packet) => {
        this.waiting = false;
        this.tell(packet);
      });
    }

    add(chunk: unknown): void {
      if (typeof chunk === "string" || this.waiting) {
        this.waiting = true;
        this.base.add(chunk);
        return;
      }
      const frame = asBytes(chunk);
      if (frame === null) throw new Error("Unknown type of message");
      this.tell({ type: EVENT, nsp: "/", data: [HOT_EVENT, frame] });
    }

    /** Socket.IO listens to "decoded" only. */
    on(event: string, listener: (packet: Packet) => void): this {
      if (event === "decoded") this.listeners.add(listener);
      return this;
    }

    off(event: string, listener: (packet: Packet) => void): this {
      if (event === "decoded") this.listeners.delete(listener);
      return this;
    }

    removeListener(event: string, listener: (packet: Packet) => void): this {
      return this.off(event, listener);
    }

    destroy(): void {
      this.base.destroy();
      this.waiting = false;
    }

    private tell(packet: Packet): void {
      for (const listener of this.listeners) listener(packet);
    }
  }

  return { Encoder, Decoder };
}
