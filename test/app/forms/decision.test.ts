import { describe, expect, test } from "vitest";
import { readProposal } from "#app/forms/decision.ts";

const head = { id: "0190a1b2-0000-7000-8000-000000000001", country: "BR", language: "es" };

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
});
