import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { planFragment } from "#app/document/ydoc.ts";
import { openSocket } from "#app/editor/connection.ts";
import { stateOf, type Facts } from "#app/editor/saved-state.ts";
import { SocketProvider } from "#app/editor/socket-provider.ts";
import { missing } from "#app/editor/update.ts";
import { ScriptedLine, writeIn, type Turn } from "./scripted-line.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const at = fc.nat(30);
const erase = fc.boolean();
const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("write" as const), at, erase }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("others" as const), at, erase, heard: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("commit" as const),
      told: fc.constantFrom("echo", "answer", "never"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("refuse" as const),
      reason: fc.constantFrom("not-stored", "too-many"),
    }),
  },
  fc.constant<Turn>({ kind: "lose" }),
  fc.constant<Turn>({ kind: "down" }),
  { weight: 2, arbitrary: fc.constant<Turn>({ kind: "up" }) },
  fc.constant<Turn>({ kind: "resync" }),
  fc.record({ kind: fc.constant("seat" as const), edit: fc.boolean() }),
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      ms: fc.constantFrom(10, 40, 900, 3000, 7000),
    }),
  },
);

test("an editor of an earlier version takes in nothing of a later one, writes nothing, and says to reload", async () => {
  const run = new Run();
  const { line } = run;
  line.schema = SCHEMA_VERSION + 1;
  line.take({ kind: "others", at: 0, erase: false, heard: false });
  await run.provider.start();
  expect(run.provider.state).toMatchObject({ kind: "reload-needed", why: "schema-older" });
  expect(run.provider.mayWrite).toBe(false);
  expect(planFragment(run.doc).length).toBe(0);
  writeIn(run.doc, 0, false);
  vi.advanceTimersByTime(3000);
  expect(line.waiting).toBe(0);
  expect(run.provider.state.changes).toBeGreaterThan(0);
});

test("a change after a pause leaves at once, those of the next 30 ms together", async () => {
  const run = new Run();
  const { line } = run;
  await run.provider.start();
  writeIn(run.doc, 0, false);
  writeIn(run.doc, 0, false);
  expect(line.waiting).toBe(0);
  vi.advanceTimersByTime(1);
  expect(line.waiting).toBe(1);
  writeIn(run.doc, 0, false);
  vi.advanceTimersByTime(20);
  writeIn(run.doc, 0, false);
  expect(line.waiting).toBe(1);
  vi.advanceTimersByTime(15);
  expect(line.waiting).toBe(2);
  vi.advanceTimersByTime(1000);
  expect(line.waiting).toBe(2);
  for (let left = 2; left > 0; left--) line.take({ kind: "commit", told: "answer" });
  expect(run.provider.state.kind).toBe("saved");
});

test("what was lost on a line that holds is sent again when something later is answered, also where it only erased", async () => {
  for (const told of ["echo", "answer"] as const) {
    const run = new Run();
    await run.provider.start();
    run.take({ kind: "write", at: 0, erase: true });
    run.take({ kind: "wait", ms: 100 });
    run.take({ kind: "lose" });
    run.take({ kind: "write", at: 0, erase: false });
    run.take({ kind: "wait", ms: 100 });
    run.take({ kind: "commit", told });
    expect(run.provider.state.changes).toBe(1);
    run.take({ kind: "wait", ms: 3000 });
    run.take({ kind: "commit", told });
    expect(run.provider.state.kind).toBe("saved");
  }
});

class Run {
  readonly doc = new Y.Doc();
  readonly provider: SocketProvider;
  private played: ScriptedLine | null = null;

  constructor() {
    this.doc.clientID = 1000;
    this.provider = new SocketProvider({
      document: "plan-1",
      epoch: 1,
      doc: this.doc,
      socket: openSocket(undefined, "http://127.0.0.1:9"),
      local: null,
      line: (hearer) => (this.played = new ScriptedLine(hearer)),
      random: () => 0.5,
    });
    // Whenever it is said, not only between two turns.
    this.provider.on("state", () => this.check());
  }

  get line(): ScriptedLine {
    if (this.played === null) throw new Error("no line");
    return this.played;
  }

  take(turn: Turn): void {
    if (turn.kind === "write") {
      if (this.provider.mayWrite) writeIn(this.doc, turn.at, turn.erase);
    } else if (turn.kind === "wait") vi.advanceTimersByTime(turn.ms);
    else this.line.take(turn);
    this.check();
  }

  check(): void {
    const { state } = this.provider;
    const { server } = this.line;
    const rest = missing(this.doc, Y.encodeStateVector(server), [Y.encodeStateAsUpdate(server)]);
    if (state.kind === "saved") expect(rest).toBeNull();
    if (rest !== null) expect(state.changes).toBeGreaterThan(0);
    if (this.provider.isSaved(this.provider.written)) expect(rest).toBeNull();
  }

  /** The line holds, the seat is there, and everything is answered. */
  heal(): void {
    this.take({ kind: "up" });
    this.take({ kind: "seat", edit: true });
    // That the last thing said was lost shows by the next one.
    this.take({ kind: "write", at: 0, erase: false });
    for (let round = 0; round < 12; round++) {
      while (this.line.waiting > 0) this.take({ kind: "commit", told: "echo" });
      this.take({ kind: "wait", ms: 3000 });
    }
  }
}

test("“Saved” is never said of what is not committed, whatever happens; and in the end all is, once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 60 }), async (turns) => {
      const run = new Run();
      await run.provider.start();
      for (const one of turns) run.take(one);
      run.heal();
      expect(run.provider.state.kind).toBe("saved");
      expect(run.provider.isSaved(run.provider.written)).toBe(true);
      // What was not heard of others comes with the next joining.
      run.take({ kind: "down" });
      run.take({ kind: "up" });
      const text = run.doc.getText("t").toString();
      expect(text).toBe(run.line.server.getText("t").toString());
      expect(new Set(text).size).toBe(text.length);
      run.provider.destroy();
    }),
    { numRuns: 300 },
  );
});

test("each fact has its word, and the graver one is said", () => {
  const good: Facts = {
    changes: 0,
    savedAt: new Date(0),
    halted: null,
    why: null,
    opened: true,
    edit: true,
    connected: true,
    trouble: null,
    late: false,
  };
  const kind = (facts: Partial<Facts>) => stateOf({ ...good, ...facts }).kind;
  expect(kind({})).toBe("saved");
  expect(kind({ changes: 1 })).toBe("saving");
  expect(kind({ changes: 1, late: true })).toBe("unsaved");
  expect(kind({ changes: 1, trouble: "not-stored" })).toBe("unsaved");
  expect(kind({ connected: false })).toBe("offline");
  expect(kind({ opened: false, edit: false })).toBe("opening");
  expect(kind({ opened: false, edit: false, late: true })).toBe("offline");
  expect(kind({ edit: false, changes: 1, late: true })).toBe("read-only");
  expect(kind({ why: "session-ended", connected: false })).toBe("read-only");
  expect(kind({ halted: "epoch", why: "read-only", connected: false })).toBe("reload-needed");
});
