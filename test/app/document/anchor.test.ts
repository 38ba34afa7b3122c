import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  anchorAt,
  anchorOfClause,
  anchorOfPlace,
  anchorsIn,
  findInPlan,
  findLive,
  rangeOf,
  type LivePlace,
} from "#app/document/anchor.ts";
import { blocksOf, liveBlock, liveBlocks, liveClauses } from "#app/document/blocks.ts";
import type { Anchor } from "#app/document/margin.ts";
import { clausesOf } from "#app/document/reading.ts";
import { firstState, readPlan } from "#app/document/ydoc.ts";
import { apply, edits, Hand, meet, write } from "./editing.ts";
import { gap, h, output, p, planOf, strong, table, td, text, ul, whole } from "./plans.ts";

/** A live text with an anchor on words of it. */
function fastened(plan: typeof whole, clause: string, quote: string, nth = 0) {
  const hand = new Hand(firstState(plan), 101);
  const anchor = anchorsIn(plan, 1, clause, quote)[nth];
  const place = anchor === undefined ? null : findLive(hand.doc, 1)(anchor);
  const live = place === null ? null : anchorOfPlace(1, place);
  if (live === null) throw new Error(`"${quote}" cannot be fastened`);
  return { hand, anchor: live };
}

const wordsAt = ({ clause, element, from, to }: LivePlace) =>
  liveBlock(element, clause).words.slice(from, to);

/** The words it lies on in the live text, with those around it: [before] quote [after]. */
function seen(hand: Hand, anchor: Anchor): string | null {
  const place = findLive(hand.doc, 1)(anchor);
  if (place === null) return null;
  const { words } = liveBlock(place.element, place.clause);
  return `${words.slice(0, place.from)}[${words.slice(place.from, place.to)}]${words.slice(place.to)}`;
}

/** The same of what the text says as plan JSON. */
function seenInPlan(hand: Hand, anchor: Anchor): string | null {
  const place = findInPlan(readPlan(hand.doc).plan, anchor);
  if (place === null || place.block === null) return null;
  const { words } = place.block;
  return `${words.slice(0, place.from)}[${words.slice(place.from, place.to)}]${words.slice(place.to)}`;
}

/** Where words begin in a ProseMirror document. */
function positionOf(doc: Node, words: string): number {
  let found = -1;
  doc.descendants((node, pos) => {
    if (found < 0 && node.isText && node.text?.includes(words)) found = pos + node.text.indexOf(words);
    return found < 0;
  });
  if (found < 0) throw new Error(`no "${words}" there`);
  return found;
}

const fund = planOf(
  h("s1", 1, "Purpose"),
  p("p1", "A regional fund receives contributions of the participating countries every year."),
  p("p2", "The secretariat reports on the use of the fund."),
  ul([p("l1", "every two months")], [p("l2", "in the language of the country")]),
  output("o1", { title: "Seminar" }, p("d1", "Two days for regulators of all countries.")),
  table([td(p("c1", "one")), td(p("c2", "two"))]),
);

describe("blocks of text", () => {
  it("are the same in the live text and in the plan that it says", () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, firstState(whole));
    const plain = ({ clause, words, signs }: { clause: string; words: string; signs: unknown }) => ({
      clause,
      words,
      signs,
    });
    const live = liveBlocks(liveClauses(doc)).map(plain);
    expect(live).toEqual(blocksOf(whole).map(plain));
    expect(live.length).toBeGreaterThan(10);
    expect([...liveClauses(doc).values()]).toEqual(clausesOf(whole).map(({ id }) => id));
  });
});

describe("an anchor", () => {
  it("is made of a range in one block, and of a place between words", () => {
    const { hand, anchor } = fastened(fund, "p1", "contributions");
    expect(anchor).toMatchObject({
      epoch: 1,
      clause: "p1",
      quote: "contributions",
      before: "A regional fund receives ",
      after: " of the participating countries ",
    });
    const place = findLive(hand.doc, 1)(anchor);
    if (place === null) throw new Error("lost");
    const { start, end } = rangeOf(place);
    expect(anchorAt(hand.doc, 1, start, end)).toEqual(anchor);
    expect(anchorAt(hand.doc, 1, end, start)).toEqual(anchor);
    const between = anchorAt(hand.doc, 1, start, start);
    expect(between).toMatchObject({ quote: "", before: "A regional fund receives ", clause: "p1" });
    if (between) expect(seen(hand, between)).toContain("receives []contributions");
  });

  it("is not made across blocks, nor of too much", () => {
    const one = fastened(fund, "p1", "fund");
    const other = findLive(one.hand.doc, 1)(fastened(fund, "p2", "fund").anchor);
    const own = findLive(one.hand.doc, 1)(one.anchor);
    if (other === null || own === null) throw new Error("lost");
    expect(anchorAt(one.hand.doc, 1, rangeOf(own).start, rangeOf(other).end)).toBeNull();
    const long = planOf(p("p1", "x".repeat(2001)));
    expect(anchorsIn(long, 1, "p1", "x".repeat(2001))).toEqual([]);
  });

  it("does not cut a sign in the text, and has it as a whole", () => {
    const plan = planOf(p("p1", "A fund receives ", gap("amount"), " a year."));
    expect(anchorsIn(plan, 1, "p1", "XX")).toEqual([]);
    const { hand, anchor } = fastened(plan, "p1", "receives XXX a");
    expect(seen(hand, anchor)).toBe("A fund [receives XXX a] year.");
    hand.change((change) => change.insert(1, text("See: ")));
    expect(seen(hand, anchor)).toBe("See: A fund [receives XXX a] year.");
  });

  it("does not cut a letter of two halves", () => {
    const { hand, anchor } = fastened(planOf(p("p1", "a 😀 b")), "p1", "😀");
    const place = findLive(hand.doc, 1)(anchor);
    if (place === null) throw new Error("lost");
    expect(anchorOfPlace(1, { ...place, to: place.to - 1 })).toBeNull();
    expect(anchorsIn(planOf(p("p1", "a 😀 b")), 1, "p1", "a \ud83d")).toEqual([]);
  });

  it("stays on its words while others write before, behind and beside them, and form them", () => {
    const { hand, anchor } = fastened(fund, "p1", "contributions");
    hand.change((change) => write(change, positionOf(change.doc, "contributions"), "new "));
    hand.change((change) => write(change, positionOf(change.doc, " of the part"), "!"));
    hand.change((change) => {
      const from = positionOf(change.doc, "receives");
      change.delete(from, from + "receives ".length);
    });
    hand.change((change) => {
      const from = positionOf(change.doc, "contrib");
      change.addMark(from, from + 7, strong());
    });
    expect(seen(hand, anchor)).toBe(
      "A regional fund new [contributions]! of the participating countries every year.",
    );
  });

  it("is lost where its words are changed, and found again where they are put back", () => {
    const { hand, anchor } = fastened(fund, "p1", "contributions");
    hand.change((change) => write(change, positionOf(change.doc, "butions"), "-"));
    expect(seen(hand, anchor)).toBeNull();
    hand.change((change) => {
      const from = positionOf(change.doc, "-butions");
      change.delete(from, from + 1);
    });
    expect(seen(hand, anchor)).toContain("[contributions]");
  });

  it("does not go to the same words elsewhere when its own are taken out", () => {
    const { hand, anchor } = fastened(fund, "p1", "fund");
    hand.change((change) => {
      const from = positionOf(change.doc, "fund receives");
      change.delete(from, from + 5);
    });
    expect(seen(hand, anchor)).toBeNull();
    expect(seenInPlan(hand, anchor)).toBeNull();
  });

  it("goes with its words where a paragraph is split, joined or moved", () => {
    for (const quote of ["regional", "participating"]) {
      const { hand, anchor } = fastened(fund, "p1", quote);
      hand.change((change) => change.split(positionOf(change.doc, "contributions")));
      expect(seen(hand, anchor), quote).toContain(`[${quote}]`);
      hand.change((change) => change.join(positionOf(change.doc, "contributions") - 1));
      expect(seen(hand, anchor), quote).toContain(`[${quote}]`);
      expect(seenInPlan(hand, anchor), quote).toContain(`[${quote}]`);
    }
    const { hand, anchor } = fastened(fund, "p2", "use");
    hand.change((change) => {
      const from = positionOf(change.doc, "The secretariat") - 1;
      const node = change.doc.nodeAt(from);
      if (!node) throw new Error("no paragraph");
      change.delete(from, from + node.nodeSize);
      change.insert(0, node);
    });
    expect(seen(hand, anchor)).toBe("The secretariat reports on the [use] of the fund.");
  });

  it("is lost where the split goes through it", () => {
    const { hand, anchor } = fastened(fund, "p1", "contributions of");
    hand.change((change) => change.split(positionOf(change.doc, " of the part")));
    expect(seen(hand, anchor)).toBeNull();
  });

  it("lets what stood beside it decide between two places with the same words, and chooses none where both are alike", () => {
    const plan = planOf(p("p1", "the fund of the region and the fund of the country"));
    const [first, second] = anchorsIn(plan, 1, "p1", "fund of the");
    if (!first || !second) throw new Error("two places");
    const moved = planOf(p("p9", "we see the fund of the region and the fund of the country"));
    expect(findInPlan(moved, first)).toMatchObject({ clause: "p9", from: 11 });
    expect(findInPlan(moved, second)).toMatchObject({ clause: "p9", from: 38 });
    const twice = planOf(p("p8", "the fund of the region"), p("p9", "the fund of the region"));
    expect(findInPlan(twice, first)).toBeNull();
    expect(findInPlan(planOf(p("p8", "a"), p("p1", "the fund of the region and more")), first)).toMatchObject(
      {
        clause: "p1",
      },
    );
  });

  it("finds long words that stand once also where nothing beside them stayed", () => {
    const quote = "contributions of the participating countries";
    const { anchor } = fastened(fund, "p1", quote);
    expect(findInPlan(planOf(p("x", `Here: ${quote}, and more.`)), anchor)).toMatchObject({ from: 6 });
    expect(findInPlan(planOf(p("x", `${quote} and ${quote}?`)), anchor)).toBeNull();
    const short = fastened(fund, "p1", "fund").anchor;
    expect(findInPlan(planOf(p("x", "Here: fund, and more.")), short)).toBeNull();
  });

  it("on a clause as a whole stays while the clause is there", () => {
    const hand = new Hand(firstState(fund), 101);
    const anchor = anchorOfClause(1, "o1");
    expect(findLive(hand.doc, 1)(anchor)).toMatchObject({ clause: "o1", whole: true });
    expect(findInPlan(fund, anchor)).toMatchObject({ clause: "o1", block: null });
    hand.change((change) => {
      const from = positionOf(change.doc, "Two days") - 2;
      change.delete(from, from + (change.doc.nodeAt(from)?.nodeSize ?? 0));
    });
    expect(findLive(hand.doc, 1)(anchor)).toBeNull();
    expect(findInPlan(readPlan(hand.doc).plan, anchor)).toBeNull();
  });

  it("between words is lost once somebody writes just there", () => {
    const { hand, anchor } = fastened(fund, "p1", "contributions");
    const place = findLive(hand.doc, 1)(anchor);
    if (place === null) throw new Error("lost");
    const { start } = rangeOf(place);
    const between = anchorAt(hand.doc, 1, start, start);
    if (between === null) throw new Error("no place");
    hand.change((change) => write(change, 1, "Now "));
    hand.change((change) => write(change, positionOf(change.doc, "A regional"), "so: "));
    expect(seen(hand, between)).toContain("receives []contributions");
    hand.change((change) => write(change, positionOf(change.doc, "contributions"), "its "));
    expect(seen(hand, between)).toBeNull();
  });

  it("lies at the beginning, at the end and in nothing at all", () => {
    const hand = new Hand(firstState(planOf(p("p1", "abc"), p("p2"))), 101);
    const [full, empty] = [...liveClauses(hand.doc).keys()];
    if (!full || !empty) throw new Error("two paragraphs");
    for (const [element, at] of [
      [full, 0],
      [full, 3],
      [empty, 0],
    ] as const) {
      const place = { clause: element === full ? "p1" : "p2", element, from: at, to: at, whole: false };
      const anchor = anchorOfPlace(1, place);
      if (anchor === null) throw new Error("no anchor");
      expect(findLive(hand.doc, 1)(anchor), `${at}`).toEqual(place);
    }
  });

  it("does not take letters of another epoch for its own", () => {
    const { anchor } = fastened(fund, "p1", "contributions");
    const renewed = new Hand(
      firstState(planOf(p("p1", "A regional body asks for quite other things than it did before."))),
      101,
    );
    expect(findLive(renewed.doc, 2)(anchor)).toBeNull();
    const same = new Hand(firstState(fund), 101);
    expect(findLive(same.doc, 2)(anchor)).not.toBeNull();
  });

  it("that is not what it says is lost, and breaks nothing", () => {
    const { hand, anchor } = fastened(fund, "p1", "contributions");
    const other = { ...anchor, quote: "hostile words" };
    expect(findLive(hand.doc, 1)(other)).toBeNull();
    for (const start of ["", "!!", "AAAA", "////////////", btoa("\x07\x07\x07")])
      expect(seen(hand, { ...anchor, start, end: start, quote: "none", before: "", after: "" })).toBeNull();
  });
});

describe("under random changes by others", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", " "), minLength: 0, maxLength: 8 });
  const paragraphs = fc.array(
    fc.string({ unit: fc.constantFrom("a", "b", " "), minLength: 1, maxLength: 40 }),
    {
      minLength: 1,
      maxLength: 5,
    },
  );
  const asPlan = (words: readonly string[]) => planOf(...words.map((each, i) => p(`p${i + 1}`, each)));

  it("it resolves to its quote or to nothing, in the live text and in plan JSON", () => {
    fc.assert(
      fc.property(
        paragraphs,
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.array(edits(letters), { maxLength: 6 }),
        fc.array(edits(letters), { maxLength: 6 }),
        (words, which, at, length, mine, theirs) => {
          const plan = asPlan(words);
          const block = words[which % words.length] ?? "";
          const from = at % block.length;
          const quote = block.slice(from, from + 1 + (length % (block.length - from)));
          const [a, b] = [101, 102].map((id) => new Hand(firstState(plan), id));
          if (!a || !b) throw new Error("two hands");
          const places = liveBlocks(liveClauses(a.doc));
          const element = places[which % words.length]?.element;
          if (!element) throw new Error("no block");
          const clause = `p${(which % words.length) + 1}`;
          const anchor = anchorOfPlace(1, { clause, element, from, to: from + quote.length, whole: false });
          if (anchor === null) throw new Error("no anchor");
          expect(anchor.quote).toBe(quote);
          for (const edit of mine) a.change(apply(edit));
          for (const edit of theirs) b.change(apply(edit));
          meet(a, b);
          for (const { doc } of [a, b]) {
            const live = findLive(doc, 1)(anchor);
            if (live !== null) expect(wordsAt(live)).toBe(quote);
            const { plan: said } = readPlan(doc);
            const frozen = findInPlan(said, anchor);
            if (frozen !== null) expect(frozen.block?.words.slice(frozen.from, frozen.to)).toBe(quote);
          }
          expect(findLive(a.doc, 1)(anchor)?.from).toBe(findLive(b.doc, 1)(anchor)?.from);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("it stays exactly where it is while only other blocks change", () => {
    fc.assert(
      fc.property(paragraphs, fc.array(letters, { maxLength: 6 }), fc.nat(), (words, typed, at) => {
        const plan = planOf(p("own", "aab ab abba baa"), ...words.map((each, i) => p(`p${i + 1}`, each)));
        const hand = new Hand(firstState(plan), 101);
        const [element] = liveClauses(hand.doc).keys();
        if (!element) throw new Error("no block");
        const from = at % 14;
        const place = { clause: "own", element, from, to: Math.min(15, from + 3), whole: false };
        const anchor = anchorOfPlace(1, place);
        if (anchor === null) throw new Error("no anchor");
        typed.forEach((each, i) =>
          hand.change((change) => {
            const last = change.doc.content.size - 1;
            if (each === "") change.delete(Math.max(18, last - i), last);
            else write(change, last, each);
          }),
        );
        expect(findLive(hand.doc, 1)(anchor)).toEqual(place);
      }),
      { numRuns: 100 },
    );
  });

  it("it goes with its words through whatever does not touch them", () => {
    const words = "alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima".split(" ");
    const step = fc.record({ what: fc.constantFrom("type", "split", "join", "move"), at: fc.nat() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        const plan = planOf(
          p("p0", "First of all"),
          p("p1", words.join(" ")),
          p("p2", "Something else stands here."),
        );
        const { hand, anchor } = fastened(plan, "p1", "foxtrot");
        for (const { what, at } of steps)
          hand.change((change) => {
            // Twelve characters on each side stay with it.
            const own = positionOf(change.doc, "foxtrot");
            const free = [...Array(change.doc.content.size).keys()].filter(
              (pos) => change.doc.resolve(pos).parent.isTextblock && (pos < own - 12 || pos > own + 19),
            );
            const pos = free[at % free.length];
            if (pos === undefined) return;
            if (what === "type") write(change, pos, "9");
            if (what === "split") change.split(pos);
            if (what === "join" || what === "move") {
              const $pos = change.doc.resolve(pos);
              const end = $pos.after(1);
              if (what === "join" && end < change.doc.content.size) change.join(end);
              if (what === "move") {
                const node = $pos.node(1);
                change.delete($pos.before(1), end);
                change.insert(at % 2 === 0 ? 0 : change.doc.content.size, node);
              }
            }
          });
        expect(seen(hand, anchor)).toContain("[foxtrot]");
      }),
      { numRuns: 150 },
    );
  });
});
