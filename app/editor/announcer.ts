/** Tells people who do not see the text move what others did: seldom, in one sentence, never while they type. */
import type { Hearing } from "./hearing.ts";

export interface Change {
  /** Who, as it is said: "Ana (Peru)". */
  readonly who: string;
  readonly section: number;
}

/** What happened beside the text, as a sentence. */
export interface Noted {
  readonly sentence: string;
}

type Told = readonly (Change | Noted)[];

/** Milliseconds of rest after the last key. */
const rest = 2_000;
/** So many wait to be said or asked for; of more the latest. */
const most = 200;

export class Announcer {
  private waiting: (Change | Noted)[] = [];
  /** What was said last. */
  private latest: Told = [];
  private last = -Infinity;
  private typed = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private chosen: Hearing = "10";

  /** `say` is handed what has gathered; `now` counts milliseconds. */
  constructor(
    private readonly say: (changes: Told) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Holds from this moment on. */
  set hearing(chosen: Hearing) {
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    this.stop();
    if (chosen === "off") this.waiting = [];
    else if (this.waiting.length > 0) this.plan();
  }

  /** The person typed or moved: the next announcement waits. */
  active(): void {
    this.typed = this.now();
  }

  add(change: Change | Noted): void {
    if (this.chosen === "off") return;
    this.waiting = [...this.waiting, change].slice(-most);
    this.plan();
  }

  /** Somebody asks: what has gathered since it was last said, else that again. */
  asked(): Told {
    this.stop();
    return this.take();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private plan(): void {
    const apart = apartOf(this.chosen);
    if (this.timer !== undefined || apart === null) return;
    const wait = Math.max(this.last + apart, this.typed + rest) - this.now();
    this.timer = setTimeout(() => this.speak(apart), Math.max(0, wait));
  }

  private speak(apart: number): void {
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    if (this.now() < Math.max(this.last + apart, this.typed + rest)) return this.plan();
    this.say(this.take());
  }

  private take(): Told {
    if (this.waiting.length > 0) {
      this.latest = this.waiting;
      this.waiting = [];
      this.last = this.now();
    }
    return this.latest;
  }
}

/** Milliseconds between two announcements; null where none is made. */
function apartOf(chosen: Hearing): number | null {
  return chosen === "off" || chosen === "asked" ? null : Number(chosen) * 1000;
}
