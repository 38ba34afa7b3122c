import { describe, expect, it } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import type { Voice } from "#app/domain/thread.ts";
import {
  checkWords,
  firstSponsor,
  inLines,
  stepWording,
  wordingActs,
  wordingStates,
  withSigns,
  type Wording,
} from "#app/domain/wording.ts";

const open = (...sponsors: string[]): Wording => ({ state: "open", sponsors });
const keyOf = (work: () => unknown): string => {
  try {
    return JSON.stringify(work());
  } catch (caught) {
    return refusalOf(caught)?.key ?? String(caught);
  }
};

describe("suggested words", () => {
  it.each([
    [open(), "sponsor", { country: "CL" }, open("CL")],
    [open("CL"), "sponsor", { country: "BR" }, open("CL", "BR")],
    [open("CL", "BR"), "unsponsor", { country: "CL" }, open("BR")],
    [open("CL"), "accept", {}, { state: "accepted", sponsors: ["CL"] }],
    [open(), "reject", { reason: "No" }, { state: "rejected", sponsors: [] }],
    [open("CL"), "withdraw", {}, { state: "withdrawn", sponsors: ["CL"] }],
  ] as const)("%j, %s %j: %j", (wording, act, more, after) => {
    expect(stepWording(wording, act, { country: null, reason: "", ...more })).toEqual(after);
  });

  it.each([
    [open("CL"), "sponsor", { country: "CL" }, "wording.sponsored-already"],
    [open(), "sponsor", { country: null }, "wording.sponsored-already"],
    [open("CL"), "unsponsor", { country: "BR" }, "wording.not-sponsored"],
    [open("CL"), "unsponsor", { country: null }, "wording.not-sponsored"],
    [open(), "accept", {}, "wording.sponsor-needed"],
    [open("CL"), "reject", { reason: "  " }, "wording.reason-needed"],
  ] as const)("%j, %s %j is refused: %s", (wording, act, more, key) => {
    expect(keyOf(() => stepWording(wording, act, { country: null, reason: "", ...more }))).toBe(key);
  });

  it("that have ended stay as they ended, whatever is done", () => {
    for (const state of wordingStates.filter((one) => one !== "open"))
      for (const act of wordingActs)
        expect(
          keyOf(() => stepWording({ state, sponsors: ["CL"] }, act, { country: "BR", reason: "x" })),
        ).toBe(`wording.ended.${state}`);
  });

  it("change something", () => {
    expect(keyOf(() => checkWords("same", "same"))).toBe("wording.nothing-changed");
    expect(keyOf(() => checkWords("", ""))).toBe("wording.nothing-changed");
    expect(keyOf(() => checkWords("one", ""))).toBe(keyOf(() => undefined));
  });
});

describe("the first sponsor", () => {
  const voices: readonly (readonly [Voice, string | null])[] = [
    [{ kind: "country", iso: "CL", office: "representative", presides: null }, "CL"],
    [{ kind: "country", iso: "CL", office: "focal-point", presides: null }, "CL"],
    [{ kind: "country", iso: "PE", office: "coordinator", presides: "chair" }, "PE"],
    [{ kind: "country", iso: "UY", office: "focal-point", presides: null }, null],
    [{ kind: "country", iso: "CL", office: "officer", presides: null }, null],
    [{ kind: "observer", sector: "civil-society" }, null],
    [{ kind: "speaker", country: "CL" }, null],
    [{ kind: "agency" }, null],
    [{ kind: "secretariat" }, null],
  ];
  it.each(voices)("of words suggested by %j: %s", (voice, sponsor) => {
    expect(firstSponsor(voice, ["CL", "PE"])).toBe(sponsor);
  });
});

describe("words as they are to stand in the text", () => {
  it.each([
    ["one\r\ntwo\rthree", "one\ntwo\nthree"],
    ["one  \n\n \n  two", "one\ntwo"],
    ["\n one ", "\none "],
    ["a\tb\u0000c", "a b c"],
    [" kept  spaces ", " kept  spaces "],
  ])("%j is %j", (typed, words) => {
    expect(inLines(typed)).toBe(words);
  });

  it("are read in one pass, whatever was sent", () => {
    const long = 300_000;
    expect(inLines(" ".repeat(long))).toHaveLength(long);
    expect(inLines(`a${" ".repeat(long)}\nb`)).toBe("a\nb");
    expect(inLines(`a\n${" ".repeat(long)}b`)).toBe("a\nb");
  });

  it("in one line they show where a paragraph begins", () => {
    expect(withSigns("one.\ntwo. \nthree")).toBe("one. ¶ two. ¶ three");
  });
});
