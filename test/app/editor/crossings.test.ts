import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openPointsOf } from "#app/document/openness.ts";
import { join, withdraw } from "#app/editor/brackets.ts";
import { bracket, p, planOf, text } from "#test/app/document/plans.ts";
import { calm, Table, type Seat } from "./table.ts";

const plan = planOf(
  p(
    "1",
    "Fibre runs ",
    text("by the end", bracket("a", "CL", "when")),
    " ",
    text("in mid year", bracket("b", "CR", "when")),
    " ",
    text("some day", bracket("c", "PE", "when")),
    ", at scale.",
  ),
  p("2", "Results are told ", text("twice a year", bracket("d", "JM")), " to all."),
);
const wordings = { a: "by the end", b: "in mid year", c: "some day", d: "twice a year" } as const;
type Id = keyof typeof wordings;

const pair = () => {
  const table = new Table(plan);
  return [table.seat(), table.seat()] as const;
};
/** The words of each passage that is open, with who holds them. */
const open = ({ read }: Seat) =>
  openPointsOf(read).map(({ wordings: held }) =>
    held.map(({ words, holders }) => `${words} ${holders.join(" ")}`),
  );
const second = ["twice a year JM"];

describe("two who close the same brackets at once", () => {
  test("with the same words: these words stand once, and nothing is open", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "accept", id: "b" });
    bruno.clean({ act: "accept", id: "b" });
    expect(calm(ana, bruno)).toBe(true);
    expect(ana.said).toContain("Fibre runs in mid year, at scale.");
    expect(open(ana)).toEqual([second]);
    expect(ana.reopened + bruno.reopened).toBe(0);
  });

  test("with different words: what both accepted is there, in brackets again, by the hand of the later one alone", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "accept", id: "a" });
    bruno.clean({ act: "accept", id: "b" });
    expect(calm(ana, bruno)).toBe(true);
    expect(open(ana)).toEqual([["by the end CL", "in mid year CR", "some day PE"], second]);
    expect(ana.said).toContain("Fibre runs by the end in mid year some day, at scale.");
    expect([ana.reopened, bruno.reopened]).toEqual([0, 1]);

    expect(bruno.clean({ act: "accept", id: "a" })).not.toBeNull();
    expect(calm(ana, bruno)).toBe(true);
    expect(ana.said).toContain("Fibre runs by the end, at scale.");
  });

  test("three, of whom two accept the same words: the passage is in brackets again once", () => {
    const table = new Table(plan);
    const seats = [table.seat(), table.seat(), table.seat()];
    ["a", "b", "b"].forEach((id, place) => seats[place]?.clean({ act: "accept", id }));
    expect(calm(...seats)).toBe(true);
    expect(seats[0]?.said).toContain("Fibre runs by the end in mid year some day, at scale.");
    expect(open(seats[0] ?? table.seat())[0]).toEqual(["by the end CL", "in mid year CR", "some day PE"]);
  });

  test("the later one, whose act was taken back, has no step of it left to undo", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "accept", id: "a" });
    bruno.clean({ act: "accept", id: "b" });
    calm(ana, bruno);
    const before = bruno.said;
    expect(bruno.undo.undoStack).toHaveLength(0);
    bruno.undo.undo();
    expect(bruno.said).toBe(before);
  });

  test("one accepts and the other strikes the passage first: it is in brackets again, nothing is lost", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "strike-all", id: "a" });
    bruno.clean({ act: "accept", id: "b" });
    expect(calm(ana, bruno)).toBe(true);
    expect(open(ana)).toEqual([["by the end CL", "in mid year CR", "some day PE"], second]);
  });

  test("an act that was taken back by undo is not done again when others' comes in", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "accept", id: "a" });
    bruno.clean({ act: "accept", id: "b" });
    bruno.undo.undo();
    expect(calm(ana, bruno)).toBe(true);
    expect(bruno.reopened).toBe(0);
    expect(ana.said).toContain("by the end");
  });

  test("who deletes accepted words after they were saved is not taken for one who struck them at that moment", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "accept", id: "d" });
    ana.send();
    bruno.hear();
    bruno.run((state, dispatch) => {
      const { size } = state.doc.content;
      dispatch?.(
        state.tr.delete(size - 2 - " to all.".length - "twice a year".length, size - 2 - " to all.".length),
      );
      return true;
    });
    expect(calm(ana, bruno)).toBe(true);
    expect(ana.reopened).toBe(0);
    expect(ana.said).not.toContain("twice");
  });
});

describe("one closes brackets while another", () => {
  test.each([
    ["later", (ana: Seat, bruno: Seat) => [ana, bruno]],
    ["earlier", (ana: Seat, bruno: Seat) => [bruno, ana]],
  ])(
    "writes within words that are struck, committed %s: what was written is in their brackets",
    (_, order) => {
      const [ana, bruno] = pair();
      ana.clean({ act: "accept", id: "a" });
      bruno.write("mid year", "early or ");
      for (const seat of order(ana, bruno)) seat.send();
      expect(calm(ana, bruno)).toBe(true);
      expect(open(ana)).toEqual([["early or  CR"], second]);
      expect(ana.said).toContain("by the end");
      expect(ana.reopened + bruno.reopened).toBe(1);
    },
  );

  test("writes within words that are accepted: they have what was written", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "accept", id: "b" });
    bruno.write("mid year", "early or ");
    expect(calm(ana, bruno)).toBe(true);
    expect(ana.said).toContain("Fibre runs in early or mid year, at scale.");
    expect(open(ana)).toEqual([second]);
    expect(ana.reopened + bruno.reopened).toBe(0);
  });

  test("writes beside them: that stays as it is, without brackets", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "strike-all", id: "d" });
    bruno.write("to all", "in writing ");
    expect(calm(ana, bruno)).toBe(true);
    expect(ana.said).toContain("Results are told in writing to all.");
    expect(open(ana)).toHaveLength(1);
    expect(ana.reopened + bruno.reopened).toBe(0);
  });

  test("joins those that are accepted: they stay in brackets, held by both", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "accept", id: "d" });
    bruno.run(join("d", "BR"));
    expect(calm(ana, bruno)).toBe(true);
    expect(open(ana)).toContainEqual(["twice a year BR JM"]);
  });

  test("withdraws from those that are accepted: the words stand, and what is not agreed is still said", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "accept", id: "d" });
    bruno.run(withdraw("d", "JM"));
    expect(calm(ana, bruno)).toBe(true);
    expect(ana.said).toContain("told twice a year to all");
  });

  test("offers other words: the offer is open, and what was accepted stands", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "accept", id: "a" });
    bruno.offer("c", "never", "BR");
    expect(calm(ana, bruno)).toBe(true);
    expect(ana.said).toContain("Fibre runs by the end");
    expect(open(ana)[0]).toContain("never BR");
  });

  test("offers words that begin and end like those that are accepted: each keeps its own letters", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "accept", id: "b" });
    bruno.offer("a", "in mid year by the end", "BR");
    expect(calm(ana, bruno)).toBe(true);
    expect(open(ana)).toEqual([["in mid year by the end BR"], second]);
    expect(ana.said).toContain("Fibre runs in mid year in mid year by the end, at scale.");
  });

  test("the first offer for words that are accepted keeps them in brackets beside it", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "accept", id: "d" });
    bruno.offer("d", "each month", "BR");
    expect(calm(ana, bruno)).toBe(true);
    expect(open(ana)).toContainEqual(["twice a year JM", "each month BR"]);
  });

  test("takes the whole paragraph out: it is out, and nobody brings it back", () => {
    const [ana, bruno] = pair();
    ana.clean({ act: "accept", id: "d" });
    bruno.run((state, dispatch) => {
      const first = state.doc.child(0).nodeSize;
      dispatch?.(state.tr.delete(first, state.doc.content.size));
      return true;
    });
    bruno.send();
    expect(calm(ana, bruno)).toBe(true);
    expect(ana.said).not.toContain("told");
    expect(ana.reopened).toBe(0);
  });
});

test("what was written right behind one's own words in a passage that comes back stays", () => {
  const [ana, bruno] = pair();
  bruno.write(wordings.a.slice(6), "‹0›");
  ana.clean({ act: "strike", id: "a" });
  bruno.clean({ act: "accept", id: "a" });
  bruno.write(wordings.a.slice(6), "‹1›");
  ana.send();
  expect(calm(ana, bruno)).toBe(true);
  for (const words of ["‹0›", "‹1›"]) expect(ana.said).toContain(words);
});

type Step =
  | { readonly kind: "accept" | "strike"; readonly by: number; readonly id: Id }
  | { readonly kind: "join"; readonly by: number; readonly id: Id }
  | { readonly kind: "offer"; readonly by: number; readonly id: Id }
  | { readonly kind: "write"; readonly by: number; readonly id: Id; readonly at: number }
  | { readonly kind: "send"; readonly by: number }
  | { readonly kind: "hear"; readonly by: number };

const by = fc.nat(2);
const id = fc.constantFrom<Id>("a", "b", "c", "d");
const steps = (...acts: ("accept" | "strike" | "join" | "offer")[]) =>
  fc.array(
    fc.oneof(
      fc.record({ kind: fc.constantFrom(...acts), by, id }),
      fc.record({ kind: fc.constant("write" as const), by, id, at: fc.integer({ min: 1, max: 6 }) }),
      fc.record({ kind: fc.constantFrom("send" as const, "hear" as const), by }),
    ) as fc.Arbitrary<Step>,
    { minLength: 2, maxLength: 24 },
  );

/** What it says, without what was written meanwhile. */
const lettersOf = ({ said }: Seat) => said.replace(/‹\d+›/g, "");

/** Plays it at a table of three. Answers the seats, which words were written or accepted, and which were struck by whoever saw them. */
function play(script: readonly Step[]) {
  const table = new Table(plan);
  const seats = [table.seat(), table.seat(), table.seat()];
  const written: string[] = [];
  const accepted = new Set<Id>();
  const known = new Set<string>();
  let struck = "";
  for (const step of script) {
    const seat = seats[step.by];
    if (seat === undefined) throw new Error("no seat");
    if (step.kind === "send") seat.send();
    else if (step.kind === "hear") seat.hear(1);
    else if (step.kind === "join") seat.run(join(step.id, "BR"));
    else if (step.kind === "offer") {
      const words = `offer${written.length}`;
      if (seat.offer(step.id, words, "BR")) written.push(words);
    } else if (step.kind === "write") {
      const words = `‹${written.length}›`;
      const around = wordings[step.id].slice(step.at);
      if (!seat.said.includes(around)) continue;
      seat.write(around, words);
      written.push(words);
    } else {
      // What was written into words that were struck is in their brackets, and can be accepted without them.
      const whole = lettersOf(seat).includes(wordings[step.id]);
      const done = seat.clean({ act: step.kind, id: step.id });
      if (done !== null && whole && step.kind === "accept") accepted.add(step.id);
      // Who strikes words after they came back into their brackets knows that somebody accepted them, and another who accepts the same
      // is no second opinion.
      if (seats.some(({ reopened }) => reopened > 0)) done?.struck.forEach((one) => known.add(one.bracket));
      struck += done?.struck.map(({ words }) => words).join(" ") ?? "";
    }
  }
  return { seats, written, accepted: [...accepted].filter((one) => !known.has(one)), struck };
}

describe("whatever three do at once", () => {
  const often = { numRuns: Number(process.env["CROSSING_RUNS"] ?? 300) };

  test("all read the same valid plan, and no word is gone that nobody struck who saw it", () => {
    fc.assert(
      fc.property(steps("accept", "strike", "join", "offer"), (script) => {
        const { seats, written, struck } = play(script);
        expect(calm(...seats)).toBe(true);
        const said = seats[0]?.said ?? "";
        for (const words of written) if (!struck.includes(words)) expect(said).toContain(words);
      }),
      often,
    );
  });

  test("where words are only accepted, all that anybody accepted is there", () => {
    fc.assert(
      fc.property(steps("accept"), (script) => {
        const { seats, accepted } = play(script);
        expect(calm(...seats)).toBe(true);
        for (const seat of seats)
          for (const one of accepted) expect(lettersOf(seat)).toContain(wordings[one]);
      }),
      often,
    );
  });
});
