import { describe, expect, it } from "vitest";
import { checkTaking, placeOf, type TakingFacts } from "#app/domain/amendment.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { outcomes } from "#app/domain/round.ts";

const facts: TakingFacts = {
  amendment: {
    positionId: "p",
    country: "CL",
    passage: "2",
    words: "Se invita\n a publicar.",
    language: "es",
  },
  latest: true,
  lastRound: true,
  outcome: "blocked",
  present: "Se publica.",
  seen: "Se publica.",
  chosen: false,
  maximum: null,
};

function result(more: Partial<TakingFacts>): string {
  try {
    return checkTaking({ ...facts, ...more });
  } catch (caught) {
    return `! ${refusalOf(caught)?.key ?? String(caught)}`;
  }
}

const without = { ...facts.amendment, words: "  \n" };

describe("an amendment", () => {
  it.each(outcomes.filter((outcome) => outcome !== "consensus"))(
    "takes the place of its passage after a round that ended %s, on one line",
    (outcome) => expect(result({ outcome })).toBe("Se invita a publicar."),
  );

  it.each([
    ["a position that offers none", { amendment: null }, "amendment.none"],
    ["words that are none", { amendment: without as typeof facts.amendment }, "amendment.none"],
    ["a position that another replaced", { latest: false }, "amendment.superseded"],
    ["one of an earlier round", { lastRound: false }, "amendment.not-last-round"],
    ["one while the round runs", { outcome: null }, "amendment.round-running"],
    ["one after consensus", { outcome: "consensus" }, "amendment.agreed"],
    ["a passage that is not there", { present: null }, "amendment.passage-unknown"],
    [
      "a passage that changed after it was read",
      { present: "Se publica cada año." },
      "amendment.text-changed",
    ],
    [
      "the words that stand there already",
      { present: "Se invita a  publicar.", seen: "Se invita a publicar." },
      "amendment.same-words",
    ],
    ["a passage that is chosen, not written", { chosen: true }, "amendment.not-words"],
    ["more words than the passage may have", { maximum: 20 }, "amendment.too-long"],
  ] as const)("refuses %s", (_, more, key) => expect(result(more)).toBe(`! ${key}`));

  it("may be as long as its passage may be", () => {
    expect(result({ maximum: "Se invita a publicar.".length })).toBe("Se invita a publicar.");
  });

  it.each([
    ["1", 0],
    ["3", 2],
    ["4", null],
    ["0", null],
    ["01", null],
    ["2 bis", null],
    ["", null],
    [null, null],
  ])("of paragraph %s stands at %s of three", (passage, place) => expect(placeOf(passage, 3)).toBe(place));
});
