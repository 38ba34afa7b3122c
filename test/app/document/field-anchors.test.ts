/** Suggestions for the fields of outputs: what they hold on to, what they write, which compete. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  anchorOfClause,
  anchorOfField,
  anchorOfPlace,
  findInPlan,
  findLive,
  isOfClause,
} from "#app/document/anchor.ts";
import { valueIn } from "#app/document/fields.ts";
import { anchorWithout, valueWithout } from "#app/document/redaction.ts";
import { clausesOf } from "#app/document/reading.ts";
import { refill } from "#app/document/rewording.ts";
import { compete, rivalsOf } from "#app/document/rivals.ts";
import { firstState, readPlan } from "#app/document/ydoc.ts";
import { fieldNames, type FieldName } from "#app/domain/output-field.ts";
import { redactionMark } from "#app/domain/redaction.ts";
import { apply, edits, Hand, meet } from "./editing.ts";
import { full, h, output, p, planOf } from "./plans.ts";

const plan = planOf(
  h("s1", 1, "Purpose"),
  output("o1", { ...full, target: "aab" }, p("d1", "Two days for regulators.")),
  p("p1", "A paragraph."),
  output("o2", { title: "Study" }),
);
const valueOf = (name: FieldName): string => valueIn({ ...full, target: "aab" }, name);

/** Sets a field of the first output with that id, as the editor does. */
function fill(hand: Hand, id: string, name: string, value: string | null): void {
  hand.change((change) => {
    let at = -1;
    change.doc.forEach((node, pos) => {
      if (at < 0 && node.attrs["id"] === id) at = pos;
    });
    if (at >= 0) change.setNodeAttribute(at, name, value);
  });
}

describe("an anchor of a field", () => {
  it("lies on its output, in the live text and in plan JSON, and is none of a clause as a whole", () => {
    const { doc } = new Hand(firstState(plan), 101);
    for (const name of fieldNames) {
      const anchor = anchorOfField(1, "o1", name, valueOf(name));
      expect(isOfClause(anchor)).toBe(false);
      const place = findLive(doc, 1)(anchor);
      expect(place, name).toMatchObject({ clause: "o1", field: name, whole: true });
      expect(findInPlan(plan, anchor), name).toMatchObject({ clause: "o1", block: null });
      if (place !== null) expect(anchorOfPlace(1, place)).toEqual(anchor);
    }
    expect(isOfClause(anchorOfClause(1, "o1"))).toBe(true);
  });

  it("of a field that holds nothing is lost once somebody fills it, and there again when that is undone", () => {
    const hand = new Hand(firstState(plan), 101);
    const anchor = anchorOfField(1, "o2", "due", "");
    const found = () => [findLive(hand.doc, 1)(anchor), findInPlan(readPlan(hand.doc).plan, anchor)];
    expect(found()).not.toContain(null);
    fill(hand, "o2", "due", "2012");
    expect(found()).toEqual([null, null]);
    fill(hand, "o2", "due", null);
    expect(found()).not.toContain(null);
  });

  it("goes along where its output is moved, also in another epoch, and is lost with it", () => {
    const hand = new Hand(firstState(plan), 101);
    const anchor = anchorOfField(1, "o1", "due", full.due);
    hand.change((change) => {
      const at = change.doc.child(0).nodeSize;
      const node = change.doc.child(1);
      change.delete(at, at + node.nodeSize);
      change.insert(0, node);
    });
    expect(findLive(hand.doc, 1)(anchor)).toMatchObject({ clause: "o1" });
    expect(findLive(hand.doc, 2)(anchor)).toMatchObject({ clause: "o1" });
    hand.change((change) => change.delete(0, change.doc.child(0).nodeSize));
    expect(findLive(hand.doc, 1)(anchor)).toBeNull();
  });

  it("is of an output only, and says what that says", () => {
    const { doc } = new Hand(firstState(plan), 101);
    for (const anchor of [
      anchorOfField(1, "p1", "title", ""),
      anchorOfField(1, "s1", "title", ""),
      anchorOfField(1, "gone", "title", ""),
      anchorOfField(1, "o1", "due", "2013"),
      anchorOfField(1, "o1", "due", ""),
    ]) {
      expect(findLive(doc, 1)(anchor)).toBeNull();
      expect(findInPlan(plan, anchor)).toBeNull();
    }
  });

  it("under random changes by others resolves to its quote or to nothing", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", " "), maxLength: 4 });
    const filling = fc.record({
      kind: fc.constant("fill" as const),
      id: fc.constantFrom("o1", "o2"),
      name: fc.constantFrom("title", "target", "due"),
      value: fc.constantFrom(null, "aab", "b", full.due, full.title),
    });
    // A description of an output cannot be joined to what stands below it.
    const step = fc.oneof(
      filling,
      edits(letters).filter(({ kind }) => kind !== "join"),
    );
    fc.assert(
      fc.property(
        fc.constantFrom("o1", "o2"),
        fc.constantFrom<FieldName>("title", "target", "due", "amount"),
        fc.array(step, { maxLength: 6 }),
        fc.array(step, { maxLength: 6 }),
        (id, name, mine, theirs) => {
          const [a, b] = [101, 102].map((client) => new Hand(firstState(plan), client));
          if (!a || !b) throw new Error("two hands");
          const node = clausesOf(plan).find((clause) => clause.id === id)?.node;
          const quote = valueIn(node?.attrs, name);
          const anchor = anchorOfField(1, id, name, quote);
          for (const [hand, steps] of [[a, mine] as const, [b, theirs] as const])
            for (const each of steps)
              if (each.kind === "fill") fill(hand, each.id, each.name, each.value);
              else hand.change(apply(each));
          meet(a, b);
          for (const { doc } of [a, b]) {
            const place = findLive(doc, 1)(anchor);
            const { plan: said } = readPlan(doc);
            const held = clausesOf(said).find((clause) => clause.id === id);
            const stands = held?.kind === "output" && valueIn(held.node.attrs, name) === quote;
            expect(place !== null).toBe(stands);
            expect(findInPlan(said, anchor) !== null).toBe(stands);
            if (place !== null) expect(valueIn(place.element.getAttributes(), name)).toBe(quote);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a field that is filled anew", () => {
  it("says that and nothing else, and is empty where it is to be", () => {
    const { doc } = new Hand(firstState(plan), 101);
    const at = (name: FieldName, quote: string) => {
      const place = findLive(doc, 1)(anchorOfField(1, "o1", name, quote));
      if (place === null) throw new Error(`no ${name}`);
      return place;
    };
    refill(doc, at("due", full.due), "mid-2012");
    refill(doc, at("amount", full.amount), "");
    const { due, amount, ...rest } = clausesOf(readPlan(doc).plan)[1]?.node.attrs ?? {};
    expect([due, amount]).toEqual(["mid-2012", undefined]);
    const was = { ...(plan.content[1]?.attrs ?? {}) };
    for (const gone of ["due", "amount"]) delete was[gone as keyof typeof was];
    expect(rest).toEqual(was);
    expect(() => refill(doc, at("kind", full.kind), "party")).toThrow();
  });

  it("keeps what others write in the output at that moment", () => {
    const [a, b] = [101, 102].map((client) => new Hand(firstState(plan), client));
    if (!a || !b) throw new Error("two hands");
    const place = findLive(a.doc, 1)(anchorOfField(1, "o1", "title", full.title));
    if (place === null) throw new Error("no title");
    refill(a.doc, place, "Workshop");
    fill(b, "o1", "target", "ten");
    meet(a, b);
    const attrs = clausesOf(readPlan(a.doc).plan)[1]?.node.attrs;
    expect(attrs).toMatchObject({ title: "Workshop", target: "ten", due: full.due });
    expect(Y.encodeStateVector(a.doc)).toEqual(Y.encodeStateVector(b.doc));
  });
});

describe("two suggestions for fields", () => {
  const { doc } = new Hand(firstState(plan), 101);
  const find = findLive(doc, 1);
  const place = (key: string, clause: string, name: FieldName, quote: string) => {
    const found = find(anchorOfField(1, clause, name, quote));
    if (found === null) throw new Error("lost");
    return { key, ...found };
  };
  it("compete where they are for the same field of the same output", () => {
    const all = [
      place("a", "o1", "due", full.due),
      place("b", "o1", "due", full.due),
      place("c", "o1", "start", ""),
      place("d", "o2", "due", ""),
    ];
    expect([...rivalsOf(all)]).toEqual([
      ["a", ["b"]],
      ["b", ["a"]],
    ]);
  });
  it("and one for words of the output does not", () => {
    expect(compete({ from: 0, to: 40, field: "due" }, { from: 2, to: 9 })).toBe(false);
  });
});

describe("redaction of what was suggested for a field", () => {
  const title = anchorOfField(1, "o1", "title", "Seminar of Ana Pérez");
  it("takes the words out of what the field held and of what it is to hold, but for what one can only choose", () => {
    expect(anchorWithout(title, "Ana Pérez")).toEqual({
      anchor: { ...title, quote: `Seminar of ${redactionMark}` },
      times: 1,
    });
    expect(valueWithout(title, "By Ana Pérez", "Ana Pérez").text).toBe(`By ${redactionMark}`);
    const kind = anchorOfField(1, "o1", "kind", "study");
    expect(anchorWithout(kind, "study")).toEqual({ anchor: kind, times: 0 });
    expect(valueWithout(kind, "study", "study")).toEqual({ text: "study", times: 0 });
    const amount = anchorOfField(1, "o1", "amount", "40000");
    expect(valueWithout(amount, "5551234", "5551234").text).toBe(redactionMark);
  });
});
