import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DecisionAsked } from "#app/domain/decision-text.ts";
import { refusalFrom } from "#test/factories.ts";
import { decisionHouse, slug } from "./decision-house.ts";

let house: Awaited<ReturnType<typeof decisionHouse>>;
beforeEach(async () => {
  house = await decisionHouse();
});
afterEach(() => house.store.close());

const chile: DecisionAsked = { kind: "chairs", chair: "CL", viceChairs: ["BR"], from: null };

describe("Chair and Vice Chairs named in the act that created the group", () => {
  const act = { kind: "founding", reference: "Acta 4/2011", date: null, letterId: null } as const;

  test("are entered by the secretariat, and by nobody else", async () => {
    const { decisions, who, offices } = house;
    const form = { slug, chair: "BR", viceChairs: ["PE"], act };
    expect(await refusalFrom(decisions.enterChair(who("peru"), form))).toEqual({
      kind: "forbidden",
      key: "may-not.group.enter-chair",
    });
    await decisions.enterChair(who("secretariat"), form);
    expect(await offices()).toEqual([
      { office: "chair", country: "BR", act: "founding", reference: "Acta 4/2011" },
      { office: "vice-chair", country: "PE", act: "founding", reference: "Acta 4/2011" },
    ]);
    expect((await decisions.around(who("secretariat"), slug, "es")).round).toBeNull();
  });

  test("are not entered while the group decides on them, nor from outside the group", async () => {
    const { decisions, who, propose, open } = house;
    const form = { slug, chair: "BR", viceChairs: [], act };
    expect(
      await refusalFrom(decisions.enterChair(who("secretariat"), { ...form, chair: "UY" })),
    ).toMatchObject({ kind: "invalid" });
    await open(who("peru"), await propose("chile", "CL", chile));
    expect(await refusalFrom(decisions.enterChair(who("secretariat"), form))).toEqual({
      kind: "conflict",
      key: "decision.chairs-in-round",
    });
  });
});
