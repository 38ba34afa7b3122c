import { describe, expect, it } from "vitest";
import { clean } from "#app/domain/release.ts";
import { checkOpening } from "#app/domain/round-check.ts";
import { defaultTerms } from "#app/domain/round.ts";
import { refused, round } from "./sample-check.ts";
import { entry, hours, ms } from "./sample.ts";
import { opening } from "./sample-round.ts";

describe("a round opens", () => {
  const silence = round({ mode: "silence", closing: hours(opening, 72) });
  const one = { kind: "group", entries: [entry("PE"), entry("CL", { occupied: false })] } as const;
  const consultation = round({ roll: { ...one, kind: "region" }, closing: hours(opening, 72) });
  const quorate = {
    ...defaultTerms,
    quorumPerGroup: { value: 2, basis: "cycle", reason: "decided" },
  } as const;
  const andean = {
    kind: "officers",
    entries: [entry("PE", { group: "andean" }), entry("CL", { group: "southern-cone" })],
  } as const;
  it.each([
    ["on two occupied seats", round(), clean, opening, "taken"],
    ["not on one", round({ roll: one }), clean, opening, "conflict round.too-few-seats"],
    ["in a consultation on any number", round({ roll: { ...one, kind: "region" } }), clean, opening, "taken"],
    ["as a consultation of exactly 72 hours", consultation, clean, opening, "taken"],
    [
      "not as a consultation of a millisecond less",
      { ...consultation, closing: ms(hours(opening, 72), -1) },
      clean,
      opening,
      "invalid group.consultation-too-short closing=group.consultation-too-short",
    ],
    ["not with a bracket", round(), { brackets: 1, gaps: 0 }, opening, "conflict round.not-clean"],
    ["not with a gap", round(), { brackets: 0, gaps: 1 }, opening, "conflict round.not-clean"],
    [
      "not in the past",
      round(),
      clean,
      ms(opening, 1),
      "invalid round.opening-past opening=round.opening-past",
    ],
    [
      "not without a span",
      round({ closing: opening }),
      clean,
      opening,
      "invalid round.no-span closing=round.no-span",
    ],
    ["as a silence of exactly 72 hours", silence, clean, opening, "taken"],
    [
      "not as a silence of a millisecond less",
      round({ mode: "silence", closing: ms(hours(opening, 72), -1) }),
      clean,
      opening,
      "invalid round.silence-too-short closing=round.silence-too-short",
    ],
    [
      "not under a quorum out of reach",
      round({ roll: andean, terms: quorate }),
      clean,
      opening,
      "conflict round.quorum-out-of-reach",
    ],
    [
      "by silence whatever the quorum",
      round({ roll: andean, terms: quorate, mode: "silence", closing: hours(opening, 72) }),
      clean,
      opening,
      "taken",
    ],
  ] as const)("%s", (_, subject, openness, now, expected) => {
    expect(refused(() => checkOpening(subject, openness, now))).toBe(expected);
  });
});
