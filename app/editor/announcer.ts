/** Tells people who do not see the text move what others did: seldom, in one sentence, never while they type. */

export interface Change {
  /** Who, as it is said: "Ana (Peru)". */
  readonly who: string;
  readonly section: number;
}

/** What happened beside the text, as a sentence. */
export interface Noted {
  readonly sentence: string;
}

/** Milliseconds between two announcements, and of rest after the last key. */
const apart = 10_000;
const rest = 2_000;

export class Announcer {
  private readonly changes: (Change | Noted)[] = [];
  private last = -Infinity;
  private typed = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private silent = false;

  /** `say` is handed what has gathered; `now` counts milliseconds. */
  constructor(
    private readonly say: (changes: readonly (Change | Noted)[]) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get off(): boolean {
    return this.silent;
  }

  set off(off: boolean) {
    this.silent = off;
    if (off) this.changes.length = 0;
  }

  /** The person typed or moved: the next announcement waits. */
  active(): void {
    this.typed = this.now();
  }

  add(change: Change | Noted): void {
    if (this.silent) return;
    this.changes.push(change);
    this.plan();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private plan(): void {
    if (this.timer !== undefined) return;
    const wait = Math.max(this.last + apart, this.typed + rest) - this.now();
    this.timer = setTimeout(() => this.speak(), Math.max(0, wait));
  }

  private speak(): void {
    this.timer = undefined;
    if (this.changes.length === 0) return;
    if (this.now() < Math.max(this.last + apart, this.typed + rest)) return this.plan();
    this.last = this.now();
    this.say(this.changes.splice(0));
  }
}
