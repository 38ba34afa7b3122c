import { describe, expect, it } from "vitest";
import { goalTextIn, opennessOf, paragraphsOf, releaseOfGoal } from "#app/domain/goal-text.ts";
import { eventKinds } from "#app/domain/journal.ts";
import { kindsOf, recordFamilies } from "#app/domain/journal-families.ts";
import { canonicalJson } from "#app/domain/release.ts";

describe("the words of a goal", () => {
  it("are parted into paragraphs by empty lines, and other ends of line are blanks", () => {
    expect(paragraphsOf("Uno\ndos.\n \nTres.\n\n\n\nCuatro. ")).toEqual(["Uno dos.", "Tres.", "Cuatro."]);
    expect(paragraphsOf("  \n\n ")).toEqual([]);
  });

  it.each([
    ["a clean text", "Cada país mide.", 0, 0],
    ["a bracket", "Cada país [mide].", 1, 0],
    ["brackets within brackets", "Cada [país [mide]].", 2, 0],
    ["a bracket that is not closed", "Cada [país mide.", 1, 0],
    ["one that was never opened", "Cada país] mide.", 1, 0],
    ["a gap", "Antes de XXX.", 0, 1],
    ["a word that only holds the letters", "El grupo XXXI.", 0, 0],
  ])("count %s", (_, paragraph, brackets, gaps) => {
    expect(opennessOf({ title: "Título", paragraphs: [paragraph] })).toEqual({ brackets, gaps });
    expect(opennessOf({ title: paragraph, paragraphs: [] })).toEqual({ brackets, gaps });
  });

  it("come back from a release as they went in", () => {
    const text = { title: "Título", paragraphs: ["Uno.", "Dos."], rationale: "Porque sí." };
    const canonical = canonicalJson(releaseOfGoal(text, { cycle: "elac2015", area: "A" }));
    expect(goalTextIn(canonical)).toMatchObject({ ...text, area: "A" });
    expect(() => goalTextIn("{}")).toThrow(TypeError);
  });
});

describe("families of the record", () => {
  it("hold every kind of event, each in exactly one", () => {
    expect(recordFamilies.flatMap((family) => kindsOf(family)).sort()).toEqual([...eventKinds].sort());
  });
});
