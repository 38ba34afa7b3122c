import { describe, expect, it } from "vitest";
import { clausesOfDecision, type DecisionText } from "#app/domain/decision-text.ts";
import { clausesOfGroupProposal, type GroupProposal } from "#app/domain/group-proposal.ts";
import { passagesOfDecision, passagesOfGroup } from "#app/domain/passage.ts";

const creation: GroupProposal = {
  proposes: "creation",
  names: { en: "Open data", es: "Datos abiertos" },
  purpose: ["Uno.", "Dos."],
  area: "B",
  chair: "UY",
  viceChairs: ["JM", "CR"],
  reasons: ["Por qué."],
};
const end: GroupProposal = { proposes: "end", names: { es: "Género" }, reasons: ["Cumplió.", "Del todo."] };

const decisions: readonly DecisionText[] = [
  { kind: "chairs", chair: "PE", viceChairs: ["BR", "CL"], from: "2011-04-02" },
  { kind: "chairs", chair: "PE", viceChairs: [], from: null },
  {
    kind: "commission",
    names: { pt: "Qualidade", es: "Calidad", en: "Calidad" },
    mission: ["Prepara.", "Presenta."],
    output: { id: "o1", title: "Estudio" },
    countries: ["BR", "CL"],
    chair: "BR",
  },
  { kind: "end-commission", commission: { id: "c1", name: "Calidad" }, reasons: ["Terminó."] },
  { kind: "goal-withdrawal", goal: { id: "g1", title: "Meta", number: 3 }, reasons: ["Ya no.", "Nunca."] },
];

describe("the passages of a text", () => {
  it.each([creation, { ...creation, chair: null, viceChairs: [], reasons: [] }, end])(
    "of a group are counted as its round shows them (%#)",
    (text) =>
      expect(passagesOfGroup(text).map(({ words }) => words)).toEqual(
        clausesOfGroupProposal(text).flatMap(({ paragraphs }) => paragraphs),
      ),
  );

  it.each(decisions)("of a decision are counted as its round shows them ($kind)", (text) => {
    const say = { country: (iso: string) => iso, day: (day: string) => day, language: "es" } as const;
    expect(passagesOfDecision(text, "es").map(({ words }) => words)).toEqual(
      clausesOfDecision(text, say).flatMap(({ paragraphs }) => paragraphs),
    );
  });

  it("with other words change that passage and no other", () => {
    const [spanish, english, first, second, area, , , , reasons] = passagesOfGroup(creation);
    expect(spanish?.with?.("Otro")).toEqual({ ...creation, names: { en: "Open data", es: "Otro" } });
    expect(english?.with?.("Other")).toEqual({
      ...creation,
      names: { en: "Other", es: "Datos abiertos" },
    });
    expect(first?.with?.("1")).toEqual({ ...creation, purpose: ["1", "Dos."] });
    expect(second?.with?.("2")).toEqual({ ...creation, purpose: ["Uno.", "2"] });
    expect(area?.with).toBeNull();
    expect(reasons?.with?.("Así.")).toEqual({ ...creation, reasons: ["Así."] });
  });

  it("of a group that is to end leave its names", () => {
    const [name, , second] = passagesOfGroup(end);
    expect(name?.with).toBeNull();
    expect(second?.with?.("Casi.")).toEqual({ ...end, reasons: ["Cumplió.", "Casi."] });
  });

  it("give a commission one name in all languages that shared it", () => {
    const commission = decisions[2] as DecisionText & { kind: "commission" };
    const [shared, other, output, mission] = passagesOfDecision(commission, "es");
    expect(shared?.with?.("Medición")).toEqual({
      ...commission,
      names: { pt: "Qualidade", es: "Medición", en: "Medición" },
    });
    expect([shared?.language, other?.language]).toEqual([null, "pt"]);
    expect(output?.with).toBeNull();
    expect(mission?.with?.("Mide.")).toEqual({ ...commission, mission: ["Mide.", "Presenta."] });
  });

  it("name what is chosen and not written: countries, days, things", () => {
    for (const text of decisions.filter(({ kind }) => kind === "chairs"))
      expect(passagesOfDecision(text, "es").every((one) => one.with === null)).toBe(true);
  });

  it("of one part share its length", () => {
    const long = { ...creation, purpose: ["a".repeat(11_000), "b"] };
    const [, , first, second] = passagesOfGroup(long);
    expect([first?.maximum, second?.maximum]).toEqual([11_997, 998]);
    expect(passagesOfGroup(creation)[0]?.maximum).toBe(120);
  });
});
