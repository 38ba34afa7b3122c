import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshStore } from "#test/database.ts";
import { bracket, gap, p, planOf, text as words } from "#test/app/document/plans.ts";
import { officer, person, refusalFrom } from "#test/factories.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import type { Store } from "#server/store/client.ts";
import * as house from "./plan-house.ts";
import { text } from "./plan-house.ts";

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

const begun = (slug: string) => house.begun(store, slug);

describe("the plan of work", () => {
  test("adopted by silence takes effect at the end of the silence, whenever that is entered", async () => {
    const { ground, chair, opened, look, rounds } = await begun("software-and-services");
    const roundId = await opened(text("Uno"), "silence");
    const closing = new Date(ground.clock.now().getTime() + 7 * 86_400_000);
    ground.clock.pass(12 * 86_400_000);
    expect(await rounds.record(chair, { roundId })).toBe("consensus");
    const { versions, plan } = await look(chair);
    expect(versions).toMatchObject([{ version: 1, at: closing }]);
    expect(plan.stageSince).toEqual(ground.clock.now());
  });

  test("goes from drafting to adopted by the participating countries, and its release is the text that was reviewed", async () => {
    const { ground, chair, chile, brazil, plans, rounds, write, look, move, slug, give } =
      await begun("access-and-infrastructure");
    await write(chair, text("Uno", "Dos"));
    await move(chair, "submit-to-group");
    await write(chile, text("Uno", "Dos", "Tres"));
    await move(chair, "submit-to-officers");
    expect((await look(chair)).stage).toBe("officers");
    expect(await refusalFrom(move(chair, "freeze"))).toEqual({
      kind: "conflict",
      key: "plan.under-consideration",
    });

    ground.clock.pass(21 * 86_400_000);
    const reviewed = await look(chair);
    await write(brazil, text("Uno", "Dos", "Tres", "Cuatro"));
    await plans.move(chair, slug, {
      act: "freeze",
      revision: reviewed.revision,
      reviewed: reviewed.reviewed,
      comments: null,
    });
    const frozen = await plans.release(chair, slug, (await look(chair)).releases[0]?.number ?? 0);
    expect(frozen.text.content).toHaveLength(3);

    const { revision } = await look(chair);
    await plans.openRound(chair, slug, {
      revision,
      mode: "express",
      closing: new Date(ground.clock.now().getTime() + 7 * 86_400_000),
    });
    expect((await look(chair)).stage).toBe("round");
    for (const who of [chair, chile, brazil]) await give(who);
    const { round } = await look(chair);
    await rounds.record(chair, { roundId: round?.recorded.id ?? "" });
    const page = await look(chair);
    expect(page.stage).toBe("adopted");
    expect(page.plan?.state.version).toBe(1);
    expect(page.adopted?.release.sha256).toBe(frozen.release.sha256);
    expect(page.live?.text.content).toHaveLength(4);
    expect(page.steps.map(({ after }) => after)).toEqual([
      "adopted",
      "round",
      "definitive",
      "officers",
      "group",
    ]);
    const kinds = (
      await store.db.journalEntry.findMany({
        where: { link: `/groups/${slug}/plan` },
        orderBy: { seq: "asc" },
      })
    ).map(({ kind }) => kind);
    expect(kinds).toEqual([
      "plan.begun",
      "plan.submitted-to-group",
      "plan.submitted-to-officers",
      "plan.frozen",
      "round.opened",
      "round.position-given",
      "round.position-given",
      "round.position-given",
      "round.outcome-recorded",
      "plan.adopted",
    ]);
  });

  test("is moved by its Chair alone, and returned by an officer only with comments", async () => {
    const { chair, chile, write, look, move, slug } = await begun("e-government");
    await write(chair, text("Uno"));
    expect(await refusalFrom(move(chile, "submit-to-group"))).toEqual({
      kind: "forbidden",
      key: "may-not.plan.submit-to-group",
    });
    await move(chair, "submit-to-group");
    await move(chair, "submit-to-officers");
    expect((await refusalFrom(move(chair, "return", "no"))).kind).toBe("forbidden");
    const mexico = await person(store, `Ana ${slug}`, [officer("MX")]);
    expect(await refusalFrom(move(mexico, "return"))).toEqual({
      kind: "conflict",
      key: "plan.comments-needed",
    });
    await move(mexico, "return", "Say who pays.");
    const page = await look(chair);
    expect(page.stage).toBe("drafting");
    expect(page.steps[0]).toMatchObject({ act: "return", comments: "Say who pays.", country: "MX" });
  });

  test("a page that is older than the plan's last step moves nothing", async () => {
    const { chair, plans, look, move, slug } = await begun("telework");
    const old = await look(chair);
    await move(chair, "submit-to-group");
    expect(
      await refusalFrom(
        plans.move(chair, slug, {
          act: "submit-to-officers",
          revision: old.revision,
          reviewed: old.reviewed,
          comments: null,
        }),
      ),
    ).toEqual({ kind: "conflict", key: "plan.moved-meanwhile" });
    expect((await look(chair)).stage).toBe("group");
  });

  test("two steps at once: one is taken, the other is told", async () => {
    const { chair, look, move } = await begun("gender");
    const results = await Promise.allSettled([
      move(chair, "submit-to-group"),
      move(chair, "submit-to-group"),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await look(chair)).steps).toHaveLength(1);
  });

  test("text with a gap is not frozen as definitive, and nothing is half-done", async () => {
    const { ground, chair, write, look, move } = await begun("financing");
    await write(chair, text("Recibe XXX al año"));
    await move(chair, "submit-to-group");
    await move(chair, "submit-to-officers");
    ground.clock.pass(21 * 86_400_000);
    const { releases } = await look(chair);
    expect(await refusalFrom(move(chair, "freeze"))).toEqual({ kind: "conflict", key: "plan.not-clean" });
    const page = await look(chair);
    expect(page.stage).toBe("officers");
    expect(page.releases).toHaveLength(releases.length);
  });

  test("the refusal of a release names each passage in brackets and each gap of the text that was reviewed", async () => {
    const { ground, chair, chile, write, look, move, plans, slug } = await begun("education");
    const open = planOf(
      p(
        "p0",
        "Cada país informa ",
        words("cada año", bracket("b1", "CL", "g1")),
        " ",
        words("cada semestre", bracket("b2", "BR PE", "g1")),
        ".",
      ),
      p("p1", "Un fondo recibe ", gap("monto"), " al año."),
    );
    await write(chair, open);
    await move(chair, "submit-to-group");
    await move(chair, "submit-to-officers");
    ground.clock.pass(21 * 86_400_000);
    const seen = await look(chair);
    const freeze = ({ revision, reviewed }: typeof seen) =>
      plans.move(chair, slug, { act: "freeze", revision, reviewed, comments: null });
    const refused = {
      kind: "conflict",
      key: "plan.not-clean",
      params: { brackets: 1, gaps: 1 },
      open: [
        {
          kind: "bracket",
          anchor: "bracket:b1",
          of: "paragraph",
          number: 1,
          wordings: [
            { id: "b1", words: "cada año", holders: ["CL"] },
            { id: "b2", words: "cada semestre", holders: ["BR", "PE"] },
          ],
        },
        { kind: "gap", anchor: "gap:g1", of: "paragraph", number: 2, note: "monto", wordings: [] },
      ],
    };
    expect(refusalOf(await freeze(seen).catch((caught: unknown) => caught))).toMatchObject(refused);

    await write(chile, text("Cada país informa cada año.", "Un fondo recibe USD 40.000 al año."));
    expect(
      refusalOf(await freeze(seen).catch((caught: unknown) => caught)),
      "what was reviewed is judged, not what was written since",
    ).toMatchObject(refused);
    expect((await look(chair)).stage).toBe("officers");
    await freeze(await look(chair));
    expect((await look(chair)).stage).toBe("definitive");
  });

  test("a place in the log that is not there cannot be frozen", async () => {
    const { chair, plans, look, slug } = await begun("e-business");
    const { revision, reviewed } = await look(chair);
    for (const wrong of [
      { epoch: 2, seq: 1 },
      { epoch: 1, seq: reviewed.seq + 1 },
      { epoch: 1, seq: 0 },
      { epoch: 1, seq: -4 },
    ])
      expect(
        await refusalFrom(
          plans.move(chair, slug, { act: "submit-to-group", revision, reviewed: wrong, comments: null }),
        ),
      ).toEqual({ kind: "conflict", key: "plan.reviewed-elsewhere" });
  });

  test("is begun once for a period, by those who may", async () => {
    const { chair, chile, plans, slug } = await begun("internet-governance");
    expect((await refusalFrom(plans.begin(chile, slug, { period: "2014-2015", language: "es" }))).kind).toBe(
      "forbidden",
    );
    expect(await refusalFrom(plans.begin(chair, slug, { period: "2011-2013", language: "es" }))).toEqual({
      kind: "conflict",
      key: "plan.exists",
    });
    expect(
      await refusalFrom(plans.begin(chair, "no-such-group", { period: "2011-2013", language: "es" })),
    ).toEqual({ kind: "unknown", key: "group.unknown" });
  });

  test("a release is held against the one before it that its reader may read, and against a live text that they read", async () => {
    const { ground, chair, write, move, reopened, groupId, plans, look, slug } =
      await begun("technological-waste");
    await write(chair, text("Uno"));
    await move(chair, "submit-to-group");
    await write(chair, text("Uno", "Dos"));
    await move(chair, "submit-to-officers");
    ground.clock.pass(21 * 86_400_000);
    await move(chair, "freeze");
    await reopened();
    await store.db.group.update({ where: { id: groupId }, data: { planReading: "members" } });
    const number = (await look(chair)).releases[0]?.number ?? 0;
    expect(number, "the one for the group, and the definitive one").toBe(2);
    expect(await plans.release(chair, slug, 2)).toMatchObject({ before: 1, reads: true });
    expect(
      await plans.release({ kind: "stranger" }, slug, 2),
      "there was no round on the first",
    ).toMatchObject({ before: null, reads: false });
  });

  test("drafts that a group keeps to itself are not shown to strangers", async () => {
    const { chair, write, groupId, plans, slug } = await begun("digital-contents");
    await write(chair, text("Secreto"));
    await store.db.group.update({ where: { id: groupId }, data: { planReading: "members" } });
    const page = await plans.view({ kind: "stranger" }, slug);
    expect(page.plan).not.toBeNull();
    expect(page.live).toBeNull();
    expect(JSON.stringify(page)).not.toContain("Secreto");
  });
});
