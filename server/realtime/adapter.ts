/**
 * Socket.IO's adapter with one change: a hot frame to a room is put into its WebSocket frame once, not once for each
 * member (Socket.IO does so for texts only). Whoever is on long polling gets it as usual.
 */
import { Adapter, type BroadcastOptions } from "socket.io-adapter";
import { HOT_EVENT } from "#app/document/parser.ts";

/** A socket of a namespace, as far as broadcasting needs it. */
interface Member {
  readonly client: { writeToEngine(packets: readonly Uint8Array[], options: object): void };
}

export class HotAdapter extends Adapter {
  override broadcast(packet: { readonly data?: unknown }, options: BroadcastOptions): void {
    const frame = hotFrame(packet.data);
    const [room, ...others] = options.rooms;
    if (frame === null || room === undefined || others.length > 0 || (options.except?.size ?? 0) > 0)
      return super.broadcast(packet, options);
    const packets = [frame];
    const sent = { preEncoded: true, compress: false, wsPreEncodedFrame: webSocketFrame(frame) };
    const sockets = (this.nsp as { sockets: ReadonlyMap<string, Member> }).sockets;
    for (const id of this.rooms.get(room) ?? []) sockets.get(id)?.client.writeToEngine(packets, sent);
  }
}

function hotFrame(data: unknown): Uint8Array | null {
  if (!Array.isArray(data) || data.length !== 2) return null;
  const [event, frame]: readonly unknown[] = data;
  return event === HOT_EVENT && frame instanceof Uint8Array ? frame : null;
}

/** An unmasked, final, binary frame (RFC 6455, section 5.2), in one part: one write for each member. */
export function webSocketFrame(payload: Uint8Array): [Buffer] {
  const { length } = payload;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x82;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(payload, head);
  return [frame];
}
