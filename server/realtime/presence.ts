/** Who is in a room and where their cursors are: the latest of each, told together, at most every 50 ms. */
import { encodeFrame, type CursorEntry } from "#app/document/frames.ts";
import { limits, type Member } from "#app/document/wire.ts";

export interface PresencePorts {
  /** Cursors to every member. */
  cursors(frame: Uint8Array): void;
  members(joined: readonly Member[], left: readonly number[]): void;
}

export class Presence {
  private readonly all = new Map<number, Member>();
  private readonly moved = new Map<number, Uint8Array>();
  private readonly held = new Map<number, Uint8Array>();
  private joined = new Map<number, Member>();
  private left: number[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly handle: number,
    private readonly ports: PresencePorts,
  ) {}

  get size(): number {
    return this.all.size;
  }

  list(): readonly Member[] {
    return [...this.all.values()];
  }

  /** A frame with every cursor there is, for a newcomer; null where there is none. */
  current(): Uint8Array | null {
    return this.held.size > 0 ? this.frame(this.held) : null;
  }

  /** Somebody came, or is shown otherwise from now on. */
  come(member: Member): void {
    this.all.set(member.member, member);
    this.joined.set(member.member, member);
    this.schedule();
  }

  go(member: number): void {
    if (!this.all.delete(member)) return;
    this.held.delete(member);
    this.moved.delete(member);
    this.joined.delete(member);
    this.left.push(member);
    this.schedule();
  }

  /** A member's cursor; empty: none. The member is the connection's own: nobody moves another's cursor. */
  move(member: number, cursor: Uint8Array): boolean {
    if (!this.all.has(member) || cursor.length > limits.cursor) return false;
    const copy = cursor.slice();
    if (copy.length > 0) this.held.set(member, copy);
    else this.held.delete(member);
    this.moved.set(member, copy);
    this.schedule();
    return true;
  }

  close(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.flush();
    }, limits.cursorEvery);
  }

  private flush(): void {
    const [joined, left] = [[...this.joined.values()], this.left];
    this.joined = new Map();
    this.left = [];
    if (joined.length > 0 || left.length > 0) this.ports.members(joined, left);
    if (this.moved.size > 0) this.ports.cursors(this.frame(this.moved));
    this.moved.clear();
  }

  private frame(cursors: ReadonlyMap<number, Uint8Array>): Uint8Array {
    const entries: CursorEntry[] = [...cursors].map(([member, cursor]) => ({ member, cursor }));
    return encodeFrame({ kind: "cursors", handle: this.handle, entries });
  }
}
