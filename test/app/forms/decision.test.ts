import { describe, expect, test } from "vitest";
import { refusalOf } from "#app/domain/refusal.ts";
import { readEdit, readProposal } from "#app/forms/decision.ts";

const head = { id: "0190a1b2-0000-7000-8000-000000000001", country: "BR", language: "es" };

function faultsOf(read: () => unknown): object {
  try {
    read();
    return {};
  } catch (caught) {
    return refusalOf(caught)?.fields ?? {};
  }
}

describe("the form of a new decision", () => {
  test.each(["BR\nCL", "BR\r\nCL"])("reads several countries from both of its steps: %j", (countries) => {
    const chairs = readProposal("chairs", { ...head, chair: "PE", viceChairs: countries, from: "" });
    expect(chairs.asked).toEqual({ kind: "chairs", chair: "PE", viceChairs: ["BR", "CL"], from: null });
    const mission = countries.replace("BR", "One.").replace("CL", "\r\nTwo.");
    const commission = { ...head, name: "Medición", mission, output: "o-1", countries, chair: "BR" };
    expect(readProposal("commission", commission).asked).toMatchObject({
      names: { es: "Medición", en: "", pt: "", fr: "" },
      mission: ["One.", "Two."],
      countries: ["BR", "CL"],
    });
  });

  test("tells every fault at once, of who proposes it and of what is asked", () => {
    const fields = { ...head, country: "", chair: "", from: "" };
    expect(Object.keys(faultsOf(() => readProposal("chairs", fields))).sort()).toEqual(["chair", "country"]);
  });
});

describe("the form that changes a decision", () => {
  test("reads the text, and neither who proposed it nor its id", () => {
    const fields = { ...head, revision: "3", chair: "PE", viceChairs: "", from: "2011-04-02" };
    expect(readEdit("chairs", fields)).toEqual({
      revision: 3,
      language: "es",
      asked: { kind: "chairs", chair: "PE", viceChairs: [], from: "2011-04-02" },
    });
  });
});
