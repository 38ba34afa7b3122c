import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parsePlan } from "#app/document/plan.ts";
import { passageAt } from "#app/document/passage.ts";
import { freshStore } from "#test/database.ts";
import { refusalFrom } from "#test/factories.ts";
import type { Store } from "#server/store/client.ts";
import { releasesOf } from "#server/store/releases.ts";
import { roundsOf } from "#server/store/rounds.ts";
import { amendmentServices } from "#server/services/amendments.ts";
import { leftover } from "#server/services/amendments-open.ts";
import { goalTextIn } from "#app/domain/goal-text.ts";
import { goalHouse, inDays, objection } from "./goal-house.ts";
import { begun, day, text } from "./plan-house.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const offered = "Se invita a los países a publicar sus datos.";

/** A plan whose silence Chile broke with an amendment; the outcome is entered. */
async function broken(slug: string) {
  const house = await begun(store, slug);
  const roundId = await house.opened(text("Uno", "Se publica.", "Tres"), "silence");
  const positionId = await house.give(house.chile, { ...objection, amendment: offered });
  await house.rounds.record(house.chair, { roundId });
  return { ...house, roundId, positionId };
}

describe("an amendment to a plan of work", () => {
  test("becomes the text of the next round with one act, in the live text and as a release", async () => {
    const { chair, chile, look, amendments, positionId, reopened, give, rounds, brazil } =
      await broken("access-and-infrastructure");
    const review = await amendments.review(chair, positionId, "es");
    expect(review).toMatchObject({
      decided: "Se publica.",
      present: "Se publica.",
      words: offered,
      obstacle: null,
    });
    const before = (await look(chair)).releases[0];
    const open = await amendments.take(chair, {
      positionId,
      revision: review.revision,
      seen: review.present,
    });
    expect(open).toBe("/groups/access-and-infrastructure/plan/open-round");
    const after = await look(chair);
    expect(after.stage).toBe("definitive");
    expect(after.releases[0]?.number).toBe((before?.number ?? 0) + 1);
    expect(after.releases.map((release) => release.amendedBy)).toEqual([
      "CL",
      ...(await look(chair)).releases.slice(1).map(() => null),
    ]);
    expect(passageAt(after.live?.text ?? text(), "2")?.words).toBe(offered);

    const planId = after.plan?.id ?? "";
    const releases = await releasesOf(store.db, { kind: "plan", id: planId });
    const frozen = releases.at(-1);
    expect(parsePlan(JSON.parse(frozen?.text ?? ""))).toEqual(after.live?.text);
    const row = await store.db.release.findUniqueOrThrow({ where: { id: frozen?.id ?? "" } });
    expect(row).toMatchObject({ amendmentOfId: positionId, parentId: before?.id, documentEpoch: 1 });
    expect(Number(row.documentSeq)).toBe(after.reviewed.seq);

    const again = await reopened();
    const [round] = await roundsOf(store.db, { kind: "plan", id: planId });
    expect(round?.release.id).toBe(frozen?.id);
    expect(round?.positions).toEqual([]);
    for (const who of [chair, chile, brazil]) await give(who);
    await rounds.record(chair, { roundId: again });
    const adopted = await look(chair);
    expect(adopted.adopted?.release.sha256).toBe(frozen?.sha256);
  });

  test("keeps the paragraph's id and the words that others wrote elsewhere meanwhile; those are not in the release", async () => {
    const { chair, brazil, look, write, amendments, positionId } = await broken("e-government");
    await write(brazil, text("Uno, y más", "Se publica.", "Tres"));
    const review = await amendments.review(chair, positionId, "es");
    await amendments.take(chair, { positionId, revision: review.revision, seen: review.present });
    const { live, plan } = await look(chair);
    expect(live?.text).toEqual(text("Uno, y más", offered, "Tres"));
    const frozen = (await releasesOf(store.db, { kind: "plan", id: plan?.id ?? "" })).at(-1);
    expect(parsePlan(JSON.parse(frozen?.text ?? ""))).toEqual(text("Uno", offered, "Tres"));
    const row = await store.db.release.findUniqueOrThrow({ where: { id: frozen?.id ?? "" } });
    expect(row.documentSeq).toBeNull();
  });

  test("is refused where the passage changed after it was read, and shows what stands there now", async () => {
    const { chair, brazil, write, amendments, positionId, look } = await broken("telework");
    const old = await amendments.review(chair, positionId, "es");
    await write(brazil, text("Uno", "Se publica cada año.", "Tres"));
    expect(
      await refusalFrom(amendments.take(chair, { positionId, revision: old.revision, seen: old.present })),
    ).toEqual({ kind: "conflict", key: "amendment.text-changed" });
    const now = await amendments.review(chair, positionId, "es");
    expect(now).toMatchObject({ decided: "Se publica.", present: "Se publica cada año." });
    await amendments.take(chair, { positionId, revision: now.revision, seen: now.present });
    expect(passageAt((await look(chair)).live?.text ?? text(), "2")?.words).toBe(offered);
  });

  test("is refused where the paragraph is gone from the live text", async () => {
    const { chair, brazil, write, amendments, positionId } = await broken("gender");
    await write(brazil, text("Uno"));
    const review = await amendments.review(chair, positionId, "es");
    expect(review.obstacle?.key).toBe("amendment.passage-unknown");
    expect(
      await refusalFrom(
        amendments.take(chair, { positionId, revision: review.revision, seen: "Se publica." }),
      ),
    ).toEqual({ kind: "conflict", key: "amendment.passage-unknown" });
  });

  test("is taken by the Chair alone, once, and not while the round runs", async () => {
    const { chair, chile, amendments, positionId, reopened, give, brazil } = await broken("financing");
    const review = await amendments.review(chair, positionId, "es");
    const form = { positionId, revision: review.revision, seen: review.present };
    expect((await refusalFrom(amendments.take(chile, form))).key).toBe("may-not.plan.take-amendment");
    expect((await refusalFrom(amendments.review(chile, positionId, "es"))).key).toBe(
      "may-not.plan.take-amendment",
    );
    const twice = await Promise.allSettled([amendments.take(chair, form), amendments.take(chair, form)]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await reopened();
    const running = await give(brazil, { ...objection, amendment: "Nada." });
    const now = await amendments.review(chair, running, "es");
    expect(now.obstacle?.key).toBe("amendment.round-running");
    expect((await amendments.review(chair, positionId, "es")).obstacle?.key).toBe("amendment.not-last-round");
    expect(
      (await refusalFrom(amendments.take(chair, { ...form, positionId: running, revision: now.revision })))
        .key,
    ).toBe("amendment.round-running");
  });

  test("with brackets or a gap is not the text of a round, and nothing is half-done", async () => {
    const house = await begun(store, "e-business");
    const roundId = await house.opened(text("Uno", "Se publica."), "silence");
    const positionId = await house.give(house.chile, { ...objection, amendment: "Se publica [cada año]." });
    await house.rounds.record(house.chair, { roundId });
    const { revision, present } = await house.amendments.review(house.chair, positionId, "es");
    const before = await house.look(house.chair);
    expect(
      (await refusalFrom(house.amendments.take(house.chair, { positionId, revision, seen: present }))).key,
    ).toBe("plan.not-clean");
    const after = await house.look(house.chair);
    expect(after.reviewed).toEqual(before.reviewed);
    expect(after.releases).toEqual(before.releases);
  });

  test("only of a position that offers one, and the last of its seat", async () => {
    const house = await begun(store, "internet-governance");
    const roundId = await house.opened(text("Uno", "Dos"));
    const first = await house.give(house.chile, { ...objection, amendment: offered });
    const second = await house.give(house.chile, objection);
    house.ground.clock.pass(8 * day);
    await house.rounds.record(house.chair, { roundId });
    expect((await house.amendments.review(house.chair, first, "es")).obstacle?.key).toBe(
      "amendment.superseded",
    );
    expect((await refusalFrom(house.amendments.review(house.chair, second, "es"))).key).toBe(
      "amendment.none",
    );
    expect((await refusalFrom(house.amendments.review(house.chair, roundId, "es"))).key).toBe(
      "amendment.unknown",
    );
    const { plan } = await house.look(house.chair);
    const rounds = await roundsOf(store.db, { kind: "plan", id: plan?.id ?? "" });
    expect(leftover(rounds, house.ground.clock.now())).toMatchObject({
      amendments: [],
      absent: ["BR", "PE"],
    });
  });
});

describe("an amendment to a goal", () => {
  let house: Awaited<ReturnType<typeof goalHouse>>;
  beforeAll(async () => {
    house = await goalHouse();
  });
  afterAll(() => house.store.close());

  test("becomes the text of the group's next round: draft, release, and the round is on it", async () => {
    const amendments = amendmentServices(house.ground);
    const number = await house.draft();
    const roundId = await house.openedGroupRound(number);
    await house.rounds.give(
      house.who("brazil"),
      await house.form(number, "BR", { ...objection, amendment: offered }),
    );
    const positionId = (await house.live(number)).positions[0]?.id ?? "";
    house.ground.clock.set(inDays(31));
    await house.rounds.record(house.who("peru"), { roundId });
    const review = await amendments.review(house.who("peru"), positionId, "pt");
    expect(review).toMatchObject({ country: "Brasil", words: offered, obstacle: null });
    const form = { positionId, revision: review.revision, seen: review.present };
    expect((await refusalFrom(amendments.take(house.who("chile"), form))).key).toBe(
      "may-not.goal.take-amendment",
    );
    expect(await amendments.take(house.who("peru"), form)).toBe(`/goals/p${number}`);
    const next = await house.goals.openGroupRound(house.who("peru"), {
      ...(await house.at(number)),
      mode: "silence",
      closing: inDays(40),
    });
    const { id } = await house.at(number);
    const releases = await releasesOf(house.store.db, { kind: "goal", id });
    expect(releases).toHaveLength(2);
    expect(goalTextIn(releases[1]?.text ?? "").paragraphs[1]).toBe(offered);
    const rounds = await roundsOf(house.store.db, { kind: "goal", id });
    expect(rounds.map((one) => [one.id, one.release.number])).toEqual([
      [next, 2],
      [roundId, 1],
    ]);
    house.ground.clock.set(inDays(0));
  });

  test("given among the officers is taken by their Chair", async () => {
    const amendments = amendmentServices(house.ground);
    const { number, roundId } = await house.beforeOfficers();
    await house.rounds.give(
      house.who("officers-mexico"),
      await house.form(number, "MX", { ...objection, amendment: offered }),
    );
    const positionId = (await house.live(number)).positions[0]?.id ?? "";
    house.ground.clock.set(inDays(31));
    await house.rounds.record(house.who("officers-peru"), { roundId });
    const { revision, present } = await amendments.review(house.who("officers-peru"), positionId, "es");
    const form = { positionId, revision, seen: present };
    expect((await refusalFrom(amendments.take(house.who("peru"), form))).key).toBe(
      "may-not.goal.take-amendment",
    );
    await amendments.take(house.who("officers-peru"), form);
    const { id, stage } = await house.at(number);
    expect(stage).toBe("tabled");
    const releases = await releasesOf(house.store.db, { kind: "goal", id });
    expect(goalTextIn(releases.at(-1)?.text ?? "").paragraphs[1]).toBe(offered);
    house.ground.clock.set(inDays(0));
  });
});
