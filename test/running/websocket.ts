/** A websocket from the client's side, as cheap as can be: no events, no copies, no extensions (RFC 6455). */
import { createHash, randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

export interface WebSocketHeard {
  text(message: string): void;
  binary(message: Buffer): void;
  closed(): void;
}

const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
const magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const patience = 10_000;

export class WebSocketLine {
  /** Bytes that came in, framing included. */
  bytesIn = 0;
  private rest: Buffer | null = null;
  private parts: Buffer[] = [];
  private partsAreText = false;
  private open = true;
  private readonly mask = randomBytes(4);

  private constructor(
    readonly socket: Socket,
    private readonly heard: WebSocketHeard,
  ) {}

  /** Opens a line. Fails where the server does not take it. */
  static connect(
    port: number,
    path: string,
    headers: Readonly<Record<string, string>>,
    heard: WebSocketHeard,
  ): Promise<WebSocketLine> {
    return new Promise((resolve, reject) => {
      const key = randomBytes(16).toString("base64");
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      const line = new WebSocketLine(socket, heard);
      const failed = (fault: Error) => {
        socket.destroy();
        reject(fault);
      };
      socket.setTimeout(patience, () => failed(new Error("the server did not answer in time")));
      socket.once("error", failed);
      const early = () => failed(new Error("the line was closed at once"));
      socket.once("close", early);
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n${lines.join("")}\r\n`,
      );
      let head = Buffer.alloc(0);
      const begin = (chunk: Buffer) => {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        const answer = head.toString("latin1", 0, end);
        const accept = createHash("sha1")
          .update(key + magic)
          .digest("base64");
        if (!answer.startsWith("HTTP/1.1 101") || !answer.includes(accept))
          return failed(new Error(`no websocket: ${answer.split("\r\n")[0]}`));
        socket.setTimeout(0);
        socket.off("error", failed).off("close", early).off("data", begin);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => line.end());
        socket.on("data", (next: Buffer) => line.take(next));
        resolve(line);
        const rest = head.subarray(end + 4);
        // The caller hears the first message after it has got its line.
        if (rest.length > 0) queueMicrotask(() => line.take(rest));
      };
      socket.on("data", begin);
    });
  }

  get isOpen(): boolean {
    return this.open;
  }

  send(message: string | Uint8Array): void {
    if (typeof message === "string") this.write(opcodes.text, Buffer.from(message));
    else this.write(opcodes.binary, message);
  }

  /** Says goodbye. */
  close(): void {
    if (!this.open) return;
    this.write(opcodes.close, Buffer.from([3, 232]));
    this.socket.end();
  }

  /** Cuts the line without a word. */
  destroy(): void {
    this.socket.destroy();
  }

  private end(): void {
    if (!this.open) return;
    this.open = false;
    this.heard.closed();
  }

  private write(opcode: number, payload: Uint8Array): void {
    if (!this.open) return;
    const { length } = payload;
    const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
    const frame = Buffer.allocUnsafe(6 + extra + length);
    frame[0] = 128 | opcode;
    frame[1] = 128 | (extra === 0 ? length : extra === 2 ? 126 : 127);
    if (extra === 2) frame.writeUInt16BE(length, 2);
    if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2);
    const { mask } = this;
    mask.copy(frame, 2 + extra);
    const start = 6 + extra;
    for (let index = 0; index < length; index++)
      frame[start + index] = (payload[index] ?? 0) ^ (mask[index & 3] ?? 0);
    this.socket.write(frame);
  }

  private take(chunk: Buffer): void {
    this.bytesIn += chunk.length;
    const buffer = this.rest === null ? chunk : Buffer.concat([this.rest, chunk]);
    this.rest = null;
    let at = 0;
    while (buffer.length - at >= 2) {
      const first = buffer[at] ?? 0;
      let length = (buffer[at + 1] ?? 0) & 127;
      let start = at + 2;
      if (length === 126) {
        if (buffer.length < start + 2) break;
        length = buffer.readUInt16BE(start);
        start += 2;
      } else if (length === 127) {
        if (buffer.length < start + 8) break;
        length = Number(buffer.readBigUInt64BE(start));
        start += 8;
      }
      if (buffer.length < start + length) break;
      this.frame(first, buffer.subarray(start, start + length));
      at = start + length;
    }
    if (at < buffer.length) this.rest = buffer.subarray(at);
  }

  private frame(first: number, payload: Buffer): void {
    const opcode = first & 15;
    const last = (first & 128) !== 0;
    if (opcode === opcodes.ping) return this.write(opcodes.pong, payload);
    if (opcode === opcodes.close) return void this.socket.end();
    if (opcode > opcodes.binary) return;
    if (last && opcode !== opcodes.continuation) return this.say(opcode === opcodes.text, payload);
    if (opcode !== opcodes.continuation) this.partsAreText = opcode === opcodes.text;
    this.parts.push(payload);
    if (!last) return;
    const whole = Buffer.concat(this.parts);
    this.parts = [];
    this.say(this.partsAreText, whole);
  }

  private say(isText: boolean, payload: Buffer): void {
    if (isText) this.heard.text(payload.toString());
    else this.heard.binary(payload);
  }
}
