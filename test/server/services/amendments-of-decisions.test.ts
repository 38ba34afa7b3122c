import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decisionTextIn } from "#app/domain/decision-text.ts";
import { decisionById } from "#server/store/decisions.ts";
import { releasesOf } from "#server/store/releases.ts";
import { roundsOf } from "#server/store/rounds.ts";
import { refusalFrom } from "#test/factories.ts";
import { decisionHouse, slug } from "./decision-house.ts";

let house: Awaited<ReturnType<typeof decisionHouse>>;
beforeEach(async () => {
  house = await decisionHouse();
});
afterEach(() => house.store.close());

const offered = "La comisión prepara y publica el estudio.";
const objects = {
  kind: "objects",
  passage: "3",
  reason: "No basta un estudio.",
  lift: "Que se mida.",
  amendment: offered,
} as const;

/** A commission on whose silence Brazil objected with an amendment; the outcome is entered. */
async function broken(more: Parameters<typeof house.form>[2] = objects) {
  const { planOf, output, plan, propose, open, who, rounds, form, live } = house;
  await plan(planOf(output("o1", "Estudio")), true);
  const number = await propose("chile", "CL", house.commissionAsked("o1"));
  await open(who("peru"), number, "silence");
  await rounds.give(who("brazil"), await form(number, "BR", more));
  const round = await live(number);
  await rounds.record(who("peru"), { roundId: round.id });
  return { number, positionId: round.positions[0]?.id ?? "", roundId: round.id };
}

const amendments = () => house.groundServices.amendments;

async function taking(positionId: string) {
  const { revision, present } = await amendments().review(house.who("peru"), positionId, "es");
  return { positionId, revision, seen: present };
}

const releases = async (number: number) =>
  releasesOf(house.store.db, { kind: "decision", id: (await house.at(number)).id });

describe("an amendment to a decision of a group", () => {
  test("becomes the text of the next round with one act, which the group decides on", async () => {
    const { number, positionId } = await broken();
    const { who, decisions, open, agree } = house;
    const page = await decisions.page(who("peru"), slug, number, "es");
    expect(page).toMatchObject({ takes: true, left: { absent: ["CL", "PE"], round: { roll: "group" } } });
    expect(page.left?.amendments.map((one) => one.positionId)).toEqual([positionId]);
    const review = await amendments().review(who("peru"), positionId, "pt");
    expect(review).toMatchObject({
      subject: "decision",
      country: "Brasil",
      decided: "La comisión prepara el estudio.",
      words: offered,
      obstacle: null,
    });
    expect(await amendments().take(who("peru"), await taking(positionId))).toBe(
      `/groups/${slug}/decisions/${number}`,
    );
    const { id, stage } = await house.at(number);
    expect(stage).toBe("proposed");
    const mission = [offered, "Lo presenta al grupo."];
    expect((await decisionById(house.store.db, id)).text).toMatchObject({ mission });
    const [first, second] = await releases(number);
    expect(decisionTextIn(second?.text ?? "")).toMatchObject({ mission });
    expect(second?.parentId).toBe(first?.id);
    const row = await house.store.db.release.findUniqueOrThrow({ where: { id: second?.id ?? "" } });
    expect(row.amendmentOfId).toBe(positionId);
    expect(await house.lastFacts("decision.amended")).toMatchObject({
      decisionId: id,
      releaseId: second?.id,
      positionId,
      passage: "3",
      from: "BR",
    });
    expect((await decisions.page(who("peru"), slug, number, "es")).release?.id).toBe(second?.id);

    await open(who("peru"), number);
    const [round] = await roundsOf(house.store.db, { kind: "decision", id });
    expect(round?.release.id).toBe(second?.id);
    const { changes } = await house.groundServices.rounds.changes(who("peru"), round?.number ?? 0, "es");
    expect(changes.passages.filter(({ change }) => change !== "same").map((one) => one.number)).toEqual([
      "3",
    ]);
    await agree(number);
    expect((await house.at(number)).stage).toBe("decided");
  });

  test("to the name changes what the decision is called", async () => {
    const { number, positionId } = await broken({ ...objects, passage: "1", amendment: "Medición" });
    await amendments().take(house.who("peru"), await taking(positionId));
    const { title } = await decisionById(house.store.db, (await house.at(number)).id);
    expect(title).toBe("Comisión: Medición");
  });

  test("is taken by the Chair alone, once, and not while a round runs", async () => {
    const { number, positionId } = await broken();
    const { who, open, rounds, form, live } = house;
    const sent = await taking(positionId);
    expect((await refusalFrom(amendments().take(who("chile"), sent))).key).toBe(
      "may-not.decision.take-amendment",
    );
    expect((await refusalFrom(amendments().review(who("chile"), positionId, "es"))).key).toBe(
      "may-not.decision.take-amendment",
    );
    const twice = await Promise.allSettled([
      amendments().take(who("peru"), sent),
      amendments().take(who("peru"), sent),
    ]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await releases(number)).toHaveLength(2);
    await open(who("peru"), number);
    await rounds.give(who("brazil"), await form(number, "BR", { ...objects, amendment: "Nada." }));
    const running = (await live(number)).positions[0]?.id ?? "";
    expect((await amendments().review(who("peru"), running, "es")).obstacle?.key).toBe(
      "amendment.round-running",
    );
    expect((await amendments().review(who("peru"), positionId, "es")).obstacle?.key).toBe(
      "amendment.not-last-round",
    );
  });

  test.each([
    ["a country, which is chosen and not written", { ...objects, passage: "7" }, "amendment.not-words"],
    ["the output, which is the plan's", { ...objects, passage: "2" }, "amendment.not-words"],
    ["words with a gap", { ...objects, amendment: "Mide XXX." }, "round.not-clean"],
  ])("is refused for %s, and nothing is half-done", async (_, given, key) => {
    const { number, positionId } = await broken(given);
    expect((await refusalFrom(amendments().take(house.who("peru"), await taking(positionId)))).key).toBe(key);
    expect(await releases(number)).toHaveLength(1);
  });
});
