/** A process of clients: opens seats, types at a rate, and tells what was typed and seen, and when. Run by fleet.ts. */
import { moment } from "#test/running/light-client.ts";
import { readTyped } from "#test/running/typing.ts";
import { full, light, ready, type Full, type Light } from "./crew.ts";
import type { Answers, Command, Report, Seat, Site } from "./seat.ts";

/** A client at its place. */
class Sitting {
  client: number;
  light: Light | null = null;
  full: Full | null = null;
  /** The clock of the first character since `begin`, and when it and those after it were typed. */
  from = 0;
  typedAt: number[] = [];
  runs: number[] = [];
  /** A full editor's key is not saved yet. */
  private waiting = false;

  constructor(readonly seat: Seat) {
    this.client = seat.client;
  }

  async open(site: Site): Promise<void> {
    const { seat } = this;
    const seen = (client: number, clock: number, length: number) => {
      if (client !== this.client) this.runs.push(client, clock, length, moment());
    };
    if (seat.role === "full") {
      this.full = await full(site, seat, (update) => readTyped(update, seen));
      this.client = this.full.client;
      return this.full.saved();
    }
    const saved = (clock: number) => {
      const at = this.typedAt[clock - this.from];
      if (at !== undefined) savedLight.push(at, moment() - at);
    };
    this.light = light(site, seat, seat.role === "witness" ? { seen, saved } : undefined);
    await this.light.join();
  }

  begin(): void {
    this.from += this.typedAt.length;
    this.typedAt = [];
    this.runs = [];
  }

  key(): void {
    const at = moment();
    this.typedAt.push(at);
    this.light?.type();
    if (!this.full) return;
    this.full.type(this.seat.paragraph, "x");
    if (this.waiting) return;
    this.waiting = true;
    void this.full.saved().then(() => {
      this.waiting = false;
      savedFull.push(at, moment() - at);
    });
  }
}

let all: Sitting[] = [];
let savedLight: number[] = [];
let savedFull: number[] = [];
let late: number[] = [];
let typing = false;
const returns: Promise<number>[] = [];
/** So many lines are opened at once. */
const atOnce = 10;

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

async function open(site: Site, seats: readonly Seat[]): Promise<Answers["open"]> {
  const waiting = [...seats];
  const made: Sitting[] = [];
  const opening = async () => {
    for (let seat = waiting.shift(); seat; seat = waiting.shift()) {
      const sitting = new Sitting(seat);
      await sitting.open(site);
      made.push(sitting);
      const { full } = sitting;
      if (full)
        returns.push(new Promise((back) => full.onLost(() => void full.saved().then(() => back(moment())))));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, opening));
  all.push(...made);
  return null;
}

/** Every client types at its rate, each at its own moment within the period. */
function begin(perSecond: number, fullPerSecond: number): null {
  savedLight = [];
  savedFull = [];
  late = [];
  typing = true;
  for (const sitting of all) sitting.begin();
  const crowds = [
    { who: all.filter(({ full }) => full === null), every: 1000 / perSecond },
    { who: all.filter(({ full }) => full !== null), every: 1000 / fullPerSecond },
  ];
  for (const { who, every } of crowds) if (who.length > 0 && Number.isFinite(every)) void keep(who, every);
  return null;
}

async function keep(who: readonly Sitting[], every: number): Promise<void> {
  const start = moment();
  const step = every / who.length;
  for (let key = 0; typing;) {
    const now = moment();
    for (; start + key * step <= now && typing; key++) {
      late.push(moment() - start - key * step);
      who[key % who.length]?.key();
    }
    await pause(1);
  }
}

async function end(): Promise<Report> {
  typing = false;
  await arrived();
  return {
    typed: all.map(({ seat, client, from, typedAt }) => ({
      room: seat.room,
      client,
      paragraph: seat.paragraph,
      from,
      at: Float64Array.from(typedAt),
    })),
    seen: all
      .filter(({ seat }) => seat.role !== "light")
      .map(({ seat, runs }) => ({ room: seat.room, role: seat.role, runs: Float64Array.from(runs) })),
    saved: { light: Float64Array.from(savedLight), full: Float64Array.from(savedFull) },
    late: late.sort((a, b) => a - b)[Math.floor(late.length * 0.95)] ?? 0,
    troubles: [...new Set(all.flatMap(({ light }) => light?.troubles() ?? []))],
  };
}

/** Resolves when nothing has come for a third of a second, 5 s at most. */
async function arrived(): Promise<void> {
  const until = moment() + 5000;
  for (let before = -1; moment() < until;) {
    const { bytes } = counts();
    if (bytes === before) return;
    before = bytes;
    await pause(300);
  }
}

function counts(): Answers["counts"] {
  const sum = (pick: (one: Light) => number) =>
    all.reduce((total, { light }) => total + (light ? pick(light) : 0), 0);
  return { heard: sum((one) => one.heard), bytes: sum((one) => one.bytes), frames: sum((one) => one.frames) };
}

async function check(rooms: Readonly<Record<number, readonly number[]>>): Promise<null> {
  const until = moment() + 10_000;
  for (const { seat, full } of all) {
    const lengths = rooms[seat.room];
    if (!full || !lengths) continue;
    const wrong = () => lengths.findIndex((length, paragraph) => full.words(paragraph).length !== length);
    while (wrong() >= 0 && moment() < until) await pause(50);
    const paragraph = wrong();
    if (paragraph >= 0)
      throw new Error(
        `room ${seat.room}, paragraph ${paragraph}: ${full.words(paragraph).length} characters instead of ${lengths[paragraph]}`,
      );
  }
  return null;
}

async function cold(site: Site, seat: Seat, length: number): Promise<Answers["cold"]> {
  // A page has its script before it asks for the text.
  await ready(site);
  const began = moment();
  const one = await full(site, seat);
  await Promise.race([
    one.saved(),
    pause(120_000).then(() => Promise.reject(new Error("the text was not open and saved in two minutes"))),
  ]);
  const ms = moment() - began;
  if (one.words(seat.paragraph).length !== length) throw new Error("another text than was stored");
  // What else the server sends to who opens a text counts as well.
  let bytes = 0;
  for (let quiet = 0; quiet < 10; quiet++) {
    await pause(100);
    if (one.bytes() > bytes) quiet = 0;
    bytes = one.bytes();
  }
  one.close();
  return { ms, bytes };
}

async function close(): Promise<null> {
  for (const { light, full } of all) {
    light?.drop();
    full?.close();
  }
  all = [];
  return null;
}

async function run(command: Command): Promise<unknown> {
  switch (command.do) {
    case "open":
      return open(command.site, command.seats);
    case "begin":
      return begin(command.perSecond, command.fullPerSecond);
    case "end":
      return end();
    case "counts":
      return counts();
    case "check":
      return check(command.rooms);
    case "cold":
      return cold(command.site, command.seat, command.length);
    case "returned":
      return Promise.all(returns);
    case "acknowledged":
      typing = false;
      return all.flatMap(({ seat, light }) =>
        light ? [[seat.document, seat.client, light.savedUpTo] as const] : [],
      );
    case "close":
      return close();
  }
}

process.on("message", ({ id, command }: { id: number; command: Command }) => {
  run(command).then(
    (answer) => process.send?.({ id, answer }),
    (fault: unknown) => process.send?.({ id, fault: fault instanceof Error ? fault.message : String(fault) }),
  );
});
