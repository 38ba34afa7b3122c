import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { groupProposalIn } from "#app/domain/group-proposal.ts";
import { amendedBy } from "#server/store/amendments.ts";
import { releasesOf } from "#server/store/releases.ts";
import { roundsOf } from "#server/store/rounds.ts";
import { refusalFrom } from "#test/factories.ts";
import { creation, groupHouse } from "./group-house.ts";

let house: Awaited<ReturnType<typeof groupHouse>>;
beforeEach(async () => {
  house = await groupHouse();
});
afterEach(() => house.store.close());

const offered = "O grupo reúne e publica normas comuns de dados abertos.";

/** The paragraph of the purpose: before it stand the three names. */
const objects = {
  kind: "objects",
  passage: "4",
  reason: "Falta publicarlas.",
  lift: "Que se publiquen.",
  amendment: offered,
} as const;

/** The countries were asked; Chile objected with an amendment. Answers its position. */
async function consulted(more: Parameters<typeof house.give>[3] = objects) {
  const slug = await house.propose();
  const { groups } = house.services;
  await groups.openConsultation(house.who("chair"), { ...(await house.at(slug)), ...house.times(7) });
  await house.give(slug, house.who("CL"), "CL", more);
  const round = await house.live(slug);
  house.wait(8);
  await house.services.rounds.record(house.who("chair"), { roundId: round.id });
  return { slug, positionId: round.positions[0]?.id ?? "" };
}

async function form(positionId: string) {
  const { revision, present } = await house.services.amendments.review(house.who("chair"), positionId, "es");
  return { positionId, revision, seen: present };
}

const releases = async (slug: string) =>
  releasesOf(house.store.db, { kind: "group", id: (await house.at(slug)).id });

describe("an amendment to what is proposed of a group", () => {
  test("offered in the consultation becomes the text that goes to the officers, and founds the group", async () => {
    const { slug, positionId } = await consulted();
    const { amendments, groups, rounds } = house.services;
    const review = await amendments.review(house.who("chair"), positionId, "pt");
    expect(review).toMatchObject({
      subject: "group",
      country: "Chile",
      decided: creation.purpose[0],
      present: creation.purpose[0],
      words: offered,
      obstacle: null,
    });
    expect(await amendments.take(house.who("chair"), await form(positionId))).toBe(
      `/groups/${slug}/proposal`,
    );
    const { stage, draft, id } = await house.at(slug);
    const text = { ...creation, purpose: [offered, creation.purpose[1]] };
    expect({ stage, draft }).toEqual({ stage: "consultation", draft: text });
    const [first, second] = await releases(slug);
    expect(groupProposalIn(second?.text ?? "")).toMatchObject(text);
    expect(second?.parentId).toBe(first?.id);
    const amended = await amendedBy(house.store.db, { kind: "group", id });
    expect([...amended]).toEqual([[second?.id, "CL"]]);
    const entry = await house.store.db.journalEntry.findFirstOrThrow({ where: { kind: "group.amended" } });
    expect((JSON.parse(entry.facts) as { facts: unknown }).facts).toMatchObject({
      groupId: id,
      releaseId: second?.id,
      positionId,
      passage: "4",
      from: "CL",
    });

    const roundId = await house.before(slug);
    const [decided, asked] = await roundsOf(house.store.db, { kind: "group", id });
    expect([decided?.release.id, asked?.release.id]).toEqual([second?.id, first?.id]);
    const { changes } = await rounds.changes(house.who("CL"), decided?.number ?? 0, "pt");
    expect({ before: changes.before, after: changes.after }).toEqual({ before: 1, after: 2 });
    expect(changes.passages.filter(({ change }) => change !== "same").map(({ number }) => number)).toEqual([
      "4",
    ]);
    await rounds.record(house.who("chair"), { roundId });
    expect((await house.at(slug)).stage).toBe("active");
    expect((await groups.proposal(house.who("CL"), slug, "pt")).text).toEqual(text);
  });

  test("offered among the officers becomes the text of their next round", async () => {
    const slug = await house.propose();
    await house.consult(slug);
    const { groups, rounds, amendments } = house.services;
    const opening = async () => ({ ...(await house.at(slug)), ...house.times(10), mode: "silence" }) as const;
    await groups.openOfficersRound(house.who("chair"), await opening());
    await house.give(slug, house.who("mexico"), "MX", objects);
    const broken = await house.live(slug);
    await rounds.record(house.who("chair"), { roundId: broken.id });
    const view = await groups.proposal(house.who("chair"), slug, "pt");
    expect(view).toMatchObject({ takes: true, left: { round: { roll: "officers" } } });
    expect(view.left?.absent).toEqual(["PE", "BR"]);
    expect(view.left?.amendments.map(({ words }) => words)).toEqual([offered]);
    expect((await groups.proposal(house.who("mexico"), slug, "pt")).takes).toBe(false);
    const positionId = broken.positions[0]?.id ?? "";
    const sent = await form(positionId);
    expect((await refusalFrom(amendments.take(house.who("mexico"), sent))).key).toBe(
      "may-not.group.take-amendment",
    );
    await amendments.take(house.who("chair"), sent);
    expect((await refusalFrom(amendments.take(house.who("chair"), sent))).key).toBe(
      "group.changed-meanwhile",
    );
    const next = await groups.openOfficersRound(house.who("chair"), await opening());
    const round = (await house.rounds(slug)).find(({ id }) => id === next);
    expect(round?.release.id).toBe((await releases(slug)).at(-1)?.id);
    expect(round?.positions).toEqual([]);
  });

  test("lies open after the consultation, without naming the silent, and not while a round runs", async () => {
    const { slug, positionId } = await consulted();
    const { groups, amendments } = house.services;
    const view = await groups.proposal(house.who("chair"), slug, "pt");
    expect(view.left).toMatchObject({ round: { roll: "region" }, absent: [] });
    expect(view.left?.amendments.map((one) => one.positionId)).toEqual([positionId]);
    await groups.openOfficersRound(house.who("chair"), {
      ...(await house.at(slug)),
      ...house.times(10),
      mode: "express",
    });
    expect((await groups.proposal(house.who("chair"), slug, "pt")).left).toBeNull();
    expect((await amendments.review(house.who("chair"), positionId, "es")).obstacle?.key).toBe(
      "amendment.not-last-round",
    );
  });

  test("is not taken once its proponents have taken the text up again", async () => {
    const { slug, positionId } = await consulted();
    const { groups, amendments } = house.services;
    await groups.reviseProposal(house.who("UY"), { ...(await house.at(slug)), country: "UY" });
    expect((await groups.proposal(house.who("chair"), slug, "pt")).left).toBeNull();
    expect((await refusalFrom(amendments.take(house.who("chair"), await form(positionId)))).key).toBe(
      "group.illegal-step",
    );
    expect((await house.at(slug)).draft).toEqual(creation);
    expect(await releases(slug)).toHaveLength(1);
  });

  test.each([
    ["a country, which is chosen and not written", { ...objects, passage: "7" }, "amendment.not-words"],
    [
      "more words than a name may have",
      { ...objects, passage: "1", amendment: "a".repeat(121) },
      "amendment.too-long",
    ],
    ["words with brackets", { ...objects, amendment: "Reúne [normas]." }, "round.not-clean"],
  ])("is refused for %s, and nothing is half-done", async (_, given, key) => {
    const { slug, positionId } = await consulted(given);
    const { amendments } = house.services;
    expect((await refusalFrom(amendments.take(house.who("chair"), await form(positionId)))).key).toBe(key);
    expect((await house.at(slug)).draft).toEqual(creation);
    expect(await releases(slug)).toHaveLength(1);
  });

  test("to the end of a group changes the reasons", async () => {
    const slug = await house.founded();
    const { groups, rounds, amendments } = house.services;
    const at = { ...(await house.at(slug)), country: "CR", reasons: ["Cumplió."], language: "es" } as const;
    await groups.proposeEnd(house.who("CR"), at);
    await groups.openConsultation(house.who("chair"), { ...(await house.at(slug)), ...house.times(7) });
    const given = { ...objects, passage: "4", amendment: "Cumplió lo que se le pidió." };
    await house.give(slug, house.who("CL"), "CL", given);
    const round = await house.live(slug);
    house.wait(8);
    await rounds.record(house.who("chair"), { roundId: round.id });
    await amendments.take(house.who("chair"), await form(round.positions[0]?.id ?? ""));
    expect(await house.at(slug)).toMatchObject({
      stage: "discontinuation-consultation",
      draft: { proposes: "end", names: creation.names, reasons: ["Cumplió lo que se le pidió."] },
    });
  });
});
